import { Injectable } from '@nestjs/common';
import { Outbox } from '../platform/events/outbox';
import { EscalationRaised, type RaisedEscalation } from './escalations.events';
import { nextReminder } from './settings/escalation-settings';
import { EscalationSettingsService } from './settings/escalation-settings.service';

const CALLBACK_MINUTES = 60;

/** What raising needs beside the rows: how long it may wait, and who is told. */
@Injectable()
export class EscalationMeans {
  constructor(
    private readonly settings: EscalationSettingsService,
    private readonly outbox: Outbox,
  ) {}

  async firstReminder(moment: Date): Promise<Date | null> {
    return nextReminder(moment, (await this.settings.get()).reminderMinutes, 0);
  }

  /** The last of the company's reminders is the longest it wants anybody to wait; an hour where there is none. */
  async callbackDue(promisedAt: Date): Promise<Date> {
    const minutes = (await this.settings.get()).reminderMinutes.at(-1) ?? CALLBACK_MINUTES;
    return new Date(promisedAt.getTime() + minutes * 60_000);
  }

  async tell(raised: RaisedEscalation): Promise<void> {
    await this.outbox.record(EscalationRaised, raised);
  }
}
