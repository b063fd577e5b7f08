import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { Allow } from '../../platform/access/allow.decorator';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { placeOf } from '../place';
import { type Transcript, TranscriptReader } from './transcript-reader.service';

@Controller('conversations')
export class TranscriptController {
  constructor(private readonly transcripts: TranscriptReader) {}

  /** What was said, in order; `after` reads on where the last answer ended. */
  @Allow('VIEWER', 'calls:read')
  @Get(':id/transcript')
  @Header('Cache-Control', 'no-store')
  async read(@Param('id', UuidPipe) id: string, @Query('after') after?: string): Promise<Transcript> {
    return this.transcripts.read(id, placeOf(after));
  }
}
