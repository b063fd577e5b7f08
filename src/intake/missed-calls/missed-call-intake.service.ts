import { Injectable } from '@nestjs/common';
import { CompanyNumbers } from '../../conversations/numbers/company-numbers.service';
import { LeadsService } from '../../leads/leads.service';
import { Clock } from '../../platform/clock/clock';
import { InvalidInput } from '../../platform/http/invalid-input';
import { E164 } from '../../platform/values/phone-number';
import { type MissedCallReport, readMissedCall } from './missed-call';
import { type MissedCallAnswer, MissedCallOnce } from './missed-call-once.service';
import { MissedCallRecords } from './missed-call-records.service';

/** A telephone system whose clock is ahead is believed for so long. */
const AHEAD_MS = 5 * 60_000;

/** Takes in calls nobody took: the person, what was sent and what follows, or none of them. */
@Injectable()
export class MissedCallIntake {
  constructor(
    private readonly clock: Clock,
    private readonly leads: LeadsService,
    private readonly numbers: CompanyNumbers,
    private readonly records: MissedCallRecords,
    private readonly once: MissedCallOnce,
  ) {}

  /**
   * The same call has its first answer, however late it is told again.
   * @throws InvalidInput naming every bad field; what IdempotentAnswers throws, also when a call comes back with another body.
   */
  async take(body: unknown): Promise<MissedCallAnswer> {
    const report = readMissedCall(body);
    const moment = this.clock.now();
    const calledAt = momentOf(report, moment);
    return this.once.answer(report.callId, body, async () => {
      const { phone, name } = report;
      const projectId = await this.projectOf(report);
      const { lead } = await this.leads.receive({ phone, name, projectId, source: 'MISSED_CALL' });
      return this.records.record(lead, report, { calledAt, moment });
    });
  }

  /** What people ring about who ring this number of the company's. */
  private async projectOf({ calledNumber }: MissedCallReport): Promise<string | null> {
    if (!calledNumber || !E164.test(calledNumber)) return null;
    return (await this.numbers.find('VOICE', calledNumber))?.projectId ?? null;
  }
}

function momentOf({ at }: MissedCallReport, now: Date): Date {
  if (!at) return now;
  const moment = new Date(at);
  if (moment.getTime() > now.getTime() + AHEAD_MS)
    throw new InvalidInput([{ field: 'at', message: 'lies in the future.' }]);
  return moment < now ? moment : now;
}
