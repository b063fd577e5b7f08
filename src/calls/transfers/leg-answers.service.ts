import { Injectable } from '@nestjs/common';
import { LegFollower } from './leg-follower.service';
import type { TransferLeg } from './transfer-leg.entity';
import { TransferLife } from './transfer-life.service';
import { type TransferBook, TransferStore } from './transfer-store.service';

/** What a colleague does with the question. On a locked transfer. */
@Injectable()
export class LegAnswers {
  constructor(
    private readonly store: TransferStore,
    private readonly follower: LegFollower,
    private readonly life: TransferLife,
  ) {}

  async pickedUp(leg: TransferLeg, book: TransferBook, providerCallId: string, moment: Date): Promise<void> {
    await this.follower.answered(leg, providerCallId, moment);
    if (book.transfer.state === 'RINGING') await this.store.change(book, { state: 'ASKING' });
  }

  async decided(leg: TransferLeg, book: TransferBook, verdict: 'ACCEPTED' | 'DECLINED', moment: Date): Promise<void> {
    if (verdict === 'ACCEPTED') await this.life.connect(book, leg, moment);
    else await this.life.dismiss(book, leg, verdict, moment);
  }
}
