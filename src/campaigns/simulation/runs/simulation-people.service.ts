import { Injectable } from '@nestjs/common';
import { type ContactFacts, readContactFactsOf } from '../../../compliance/contact-facts';
import { isStatedByPerson, type TimeZoneSource } from '../../../leads/time-zone-source';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { SimulatedLead } from '../scenario';

/** People of a campaign, with what is on record about them. */
export interface PeoplePage {
  readonly leads: readonly SimulatedLead[];
  /** What is on record of the company, read with any of them; null on an empty page. */
  readonly company: Pick<ContactFacts, 'seller' | 'narrowing' | 'holds'> | null;
  /** Where the next page begins; null when there is none. */
  readonly last: string | null;
}

/** Leads read in one transaction. */
const PAGE = 500;
/** Before every other in the order of ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

interface PersonRow {
  readonly leadId: string;
  readonly phone: string;
  readonly addressState: string | null;
  readonly addressCountry: string | null;
  readonly timeZone: string | null;
  readonly timeZoneSource: TimeZoneSource | null;
  readonly phoneStatus: string;
  readonly standing: NonNullable<SimulatedLead['standing']>;
}

/** Reads who waits in a campaign, page by page. */
@Injectable()
export class SimulationPeople {
  constructor(private readonly work: UnitOfWork) {}

  /** The page after `after`, a lead's id. What is on record is read as of `moment`. */
  async page(campaignId: string, moment: Date, after = FIRST): Promise<PeoplePage> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      const rows = await rowsOf<PersonRow>(tx, PEOPLE, [tenantId, campaignId, after, PAGE]);
      const facts = await readContactFactsOf(tx, tenantId, { phones: rows.map(({ phone }) => phone), moment });
      const [company = null] = facts.values();
      const leads = rows.flatMap((row) => {
        const known = facts.get(row.phone);
        return known ? [leadOf(row, known)] : [];
      });
      return { leads, company, last: rows.length < PAGE ? null : (rows.at(-1)?.leadId ?? null) };
    });
  }
}

function leadOf(row: PersonRow, { history, lists }: ContactFacts): SimulatedLead {
  const { phone, addressState, addressCountry, timeZone, timeZoneSource, phoneStatus, standing } = row;
  const { dueAt, promisedAt } = standing;
  return {
    phone,
    addressState,
    addressCountry,
    timeZone,
    timeZoneStatedByPerson: isStatedByPerson(timeZoneSource),
    phoneUsable: phoneStatus === 'UNVERIFIED' || phoneStatus === 'REACHED',
    consents: history.consents,
    revocations: history.revocations,
    attempts: history.attempts,
    internalDncAt: history.internalDncAt,
    lists,
    reassigned: history.reassigned,
    inboundAt: history.inboundAt,
    declinedAt: history.declinedAt,
    standing: { ...standing, dueAt: new Date(dueAt), promisedAt: promisedAt && new Date(promisedAt) },
  };
}

const PEOPLE = /* sql */ `
select l.id as "leadId", l.phone, l.address_state as "addressState", l.address_country as "addressCountry", l.time_zone as "timeZone",
  l.time_zone_source as "timeZoneSource", l.phone_status as "phoneStatus",
  jsonb_build_object('priority', e.priority, 'dueAt', e.due_at, 'attempts', e.attempts, 'busyCount', e.busy_count,
    'failedCount', e.failed_count, 'noAnswerCount', e.no_answer_count, 'voicemailCount', e.voicemail_count,
    'agentId', e.agent_id, 'promisedAt', e.promised_at) as standing
from enrolments e join leads l on l.tenant_id = e.tenant_id and l.id = e.lead_id
where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.lead_id > $3
order by e.lead_id limit $4`;
