import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { DialZone } from '../compliance/dial-zone';
import { DialZonesService } from '../compliance/dial-zones.service';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import { mergeLead } from './lead-merge';
import { insertLeads, noteImports, updateLeads } from './lead-rows';
import { whereaboutsOf } from './lead-zone';
import { Lead } from './lead.entity';
import { FIRST_STAGE } from './lead-stage';
import { mappedFacts, updatedFacts } from './lead-facts';
import { LeadsMapped, LeadsUpdated } from './leads.events';
import type { CheckedLead } from './new-lead';
import { FormMatcher } from './projects/form-matcher.service';

export interface ReceivedLead {
  readonly lead: Lead;
  readonly created: boolean;
  /** True when a lead that existed learned something new. */
  readonly changed: boolean;
  /** True when the lead got its project just now. */
  readonly mapped: boolean;
}

/** A lead that was there, with its zone unless the import has spoken of it before; `noted` when it does so now. */
interface Repeat extends ReceivedLead {
  readonly zone?: DialZone;
  readonly noted?: boolean;
}

/**
 * Makes people leads: one per tenant and phone, however often and from however many places at once the same person arrives.
 * A whole batch takes a fixed number of statements.
 */
@Injectable()
export class LeadReceiver {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly zones: DialZonesService,
    private readonly forms: FormMatcher,
  ) {}

  /**
   * One answer per input, in its order. Of several inputs of one phone the first counts, and so it is with the inputs of one import
   * over all its batches: the others answer neither created nor changed. Thus a file says the same however often it comes and
   * wherever its batches end.
   */
  async receiveAll(inputs: readonly CheckedLead[]): Promise<ReceivedLead[]> {
    return this.work.run(async (tx) => {
      const people = byPhone(await this.withProjects(inputs));
      const fresh = people.map((person) => this.born(person, this.clock.now()));
      await this.zones.remember(fresh.map(({ zone }) => zone));
      const leads = fresh.map(({ lead }) => lead);
      const inserted = await insertLeads(tx, currentTenantId(), leads, this.clock.now());
      const known = people.filter((_, i) => !inserted.has(leads[i]?.id ?? ''));
      const created = leads.filter(({ id }) => inserted.has(id)).map(asCreated);
      const received = [...created, ...(await this.repeat(tx, known))];
      await this.recordFacts(received);
      return inOrderOf(inputs, received);
    });
  }

  private async withProjects(inputs: readonly CheckedLead[]): Promise<CheckedLead[]> {
    const matches = await this.forms.match(
      inputs.flatMap(({ projectId, formName }) => (projectId === null && formName !== null ? [formName] : [])),
    );
    return inputs.map((input) => {
      const match = input.projectId === null && input.formName !== null ? matches.get(input.formName) : undefined;
      return match && match.rule !== 'NONE' ? { ...input, projectId: match.projectId } : input;
    });
  }

  /**
   * Locks the leads there are, in the order of phones, and brings them up to date. No lead is ever deleted, so all are found. Rows that
   * refer to a lead are not kept out: whoever writes one may hold what the caller locks next. A caller that goes on to its thread holds that
   * before (ThreadWriters).
   */
  private async repeat(tx: EntityManager, people: readonly CheckedLead[]): Promise<ReceivedLead[]> {
    if (people.length === 0) return [];
    const existing = await tx.find(Lead, {
      where: { tenantId: currentTenantId(), phone: In(people.map(({ phone }) => phone)) },
      order: { phone: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
    const incoming = new Map(people.map((person) => [person.phone, person]));
    const received = existing.flatMap((lead) => {
      const person = incoming.get(lead.phone);
      return person ? [this.merged(lead, person)] : [];
    });
    await noteImports(
      tx,
      currentTenantId(),
      received.flatMap(({ lead, noted }) => (noted ? [lead] : [])),
    );
    const changed = received.filter((one) => one.changed);
    await this.zones.remember(changed.flatMap(({ zone }) => zone ?? []));
    await updateLeads(
      tx,
      currentTenantId(),
      changed.map(({ lead }) => lead),
      this.clock.now(),
    );
    return received;
  }

  private merged(lead: Lead, person: CheckedLead): Repeat {
    if (person.isUnproven) return { lead, created: false, changed: false, mapped: false };
    const noted = person.importId !== null;
    if (noted && person.importId === lead.lastImportId) return { lead, created: false, changed: false, mapped: false };
    if (noted) lead.lastImportId = person.importId;
    const { merged, changed, mapped } = mergeLead(lead, person);
    const zone = this.zones.of(whereaboutsOf(lead.phone, merged));
    if (changed) Object.assign(lead, merged, { zoneKey: zone.key, updatedAt: this.clock.now() });
    return { lead, created: false, changed, mapped, zone, noted };
  }

  private born(person: CheckedLead, now: Date): { lead: Lead; zone: DialZone } {
    const zone = this.zones.of(whereaboutsOf(person.phone, person));
    return { lead: bornLead(person, zone, { tenantId: currentTenantId(), now }), zone };
  }

  private async recordFacts(received: readonly ReceivedLead[]): Promise<void> {
    const changed = received.filter((one) => one.changed).map(({ lead }) => lead.id);
    const mapped = received.flatMap(({ lead: { id, projectId }, mapped: isMapped }) =>
      isMapped && projectId ? [{ leadId: id, projectId }] : [],
    );
    await this.outbox.recordAll(LeadsUpdated, updatedFacts(changed));
    await this.outbox.recordAll(LeadsMapped, mappedFacts(mapped));
  }
}

function byPhone(inputs: readonly CheckedLead[]): CheckedLead[] {
  const people = new Map<string, CheckedLead>();
  for (const input of inputs) {
    if (!people.has(input.phone)) people.set(input.phone, input);
  }
  return [...people.values()];
}

function inOrderOf(inputs: readonly CheckedLead[], received: readonly ReceivedLead[]): ReceivedLead[] {
  const answers = new Map(received.map((one) => [one.lead.phone, one]));
  return inputs.map(({ phone }) => {
    const answer = answers.get(phone);
    if (!answer) throw new Error('A received lead has vanished.');
    answers.set(phone, { ...answer, created: false, changed: false, mapped: false });
    return answer;
  });
}

function bornLead(person: CheckedLead, zone: DialZone, { tenantId, now }: { tenantId: string; now: Date }): Lead {
  return Object.assign(new Lead(), person, {
    tenantId,
    id: uuidv7(),
    phoneStatus: 'UNVERIFIED' as const,
    lastImportId: person.importId,
    zoneKey: zone.key,
    stage: FIRST_STAGE,
    temperature: 'UNSCORED' as const,
    score: null,
    lastContactedAt: null,
    createdAt: now,
    updatedAt: now,
  });
}

function asCreated(lead: Lead): ReceivedLead {
  return { lead, created: true, changed: false, mapped: lead.projectId !== null };
}
