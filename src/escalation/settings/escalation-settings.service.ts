import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { DEFAULT_ESCALATION_SETTINGS, type EscalationSettings, LONGEST_REMINDER_MINUTES } from './escalation-settings';
import { isMailAddress } from './mail-address';
import { isTranscriptPage } from './transcript-page';

export interface EscalationSettingsChanges {
  readonly emails?: readonly string[] | null;
  readonly reminderMinutes?: readonly number[] | null;
  /** Null: none any more. */
  readonly transcriptPage?: string | null;
}

/** How the company of the work in progress wants to hear of requests for a human. */
@Injectable()
export class EscalationSettingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  async get(): Promise<EscalationSettings> {
    const row = await this.work.single((tx) =>
      rowOf<EscalationSettings>(
        tx,
        `select emails, reminder_minutes as "reminderMinutes", transcript_page as "transcriptPage"
         from escalation_settings where tenant_id = $1`,
        [currentTenantId()],
      ),
    );
    return row ?? DEFAULT_ESCALATION_SETTINGS;
  }

  /**
   * Absent parts stay as they are; what waits already keeps the reminder that is due next.
   * @throws BadUserInput naming the address, the minutes or the page that cannot be used.
   */
  async change({ emails, reminderMinutes, transcriptPage }: EscalationSettingsChanges): Promise<EscalationSettings> {
    return this.work.run(async (tx) => {
      const was = await this.get();
      const settings = {
        emails: emails ? checkEmails(emails) : was.emails,
        reminderMinutes: reminderMinutes ? checkMinutes(reminderMinutes) : was.reminderMinutes,
        transcriptPage: transcriptPage === undefined ? was.transcriptPage : checkPage(transcriptPage),
      };
      const { emails: addresses, ...told } = settings;
      const row = [addresses, told.reminderMinutes, told.transcriptPage, this.clock.now()];
      await changedBy(tx, SAVE, [currentTenantId(), ...row]);
      await this.audit.record({
        action: 'escalation-settings.updated',
        target: `tenant:${currentTenantId()}`,
        details: { emails: addresses.length, ...told },
      });
      return settings;
    });
  }
}

function checkEmails(emails: readonly string[]): string[] {
  const trimmed = emails.map((email) => email.trim().toLowerCase());
  const wrong = trimmed.findIndex((email) => !isMailAddress(email));
  if (wrong >= 0) throw new BadUserInput(`input.emails[${wrong}]`, 'is not a mail address.');
  return [...new Set(trimmed)];
}

function checkMinutes(minutes: readonly number[]): number[] {
  const wrong = minutes.findIndex(
    (minute, i) => minute < 1 || minute > LONGEST_REMINDER_MINUTES || minute <= (minutes[i - 1] ?? 0),
  );
  if (wrong >= 0)
    throw new BadUserInput(`input.reminderMinutes[${wrong}]`, 'must be above the one before, 1 to 10080.');
  return [...minutes];
}

function checkPage(page: string | null): string | null {
  if (page === null || isTranscriptPage(page)) return page;
  throw new BadUserInput('input.transcriptPage', 'must be an https address with {conversationId} once after its host.');
}

const SAVE = /* sql */ `
insert into escalation_settings (tenant_id, emails, reminder_minutes, transcript_page, updated_at) values ($1, $2, $3, $4, $5)
on conflict (tenant_id) do update set emails = excluded.emails, reminder_minutes = excluded.reminder_minutes,
  transcript_page = excluded.transcript_page, updated_at = excluded.updated_at`;
