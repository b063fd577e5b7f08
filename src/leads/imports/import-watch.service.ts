import { Injectable } from '@nestjs/common';
import { ImportNews } from './import-news.service';
import { LeadImportsService } from './lead-imports.service';

/** Shows an import to somebody from now on. */
@Injectable()
export class ImportWatch {
  constructor(
    private readonly imports: LeadImportsService,
    private readonly news: ImportNews,
  ) {}

  /** Begins with the import as it stands, if it has begun: that news is published after the watch is open, so none is missed. */
  async open(importId: string): Promise<AsyncIterableIterator<{ importId: string }>> {
    const stream = await this.news.watch(importId);
    if (await this.imports.find(importId)) await this.news.show(importId);
    return stream;
  }
}
