import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { verdictOfMove, type LeadStage } from './lead-stage';
import { type LeadStanding, storeScores } from './lead-scores';
import type { LeadTemperature, PhoneStatus } from './lead-temperature';
import { Lead } from './lead.entity';
import { lockLead } from './lock-lead';
import { LeadNews } from './lead-news.service';
import { IllegalLeadMove, LeadNotFound } from './leads.errors';
import { LeadEntry } from './lead-entry.service';
import type { NewLead } from './new-lead';

/** What other rooms may write on a lead. */
type LeadMarks = Partial<Pick<Lead, 'stage' | 'score' | 'temperature' | 'lastContactedAt' | 'phoneStatus'>>;

/** People to contact. Reading, and the moves other rooms make; every change records `LeadsUpdated`. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly news: LeadNews,
    private readonly entry: LeadEntry,
  ) {}

  /** @throws LeadNotFound */
  async get(id: string): Promise<Lead> {
    const lead = await this.find(id);
    if (!lead) throw new LeadNotFound();
    return lead;
  }

  async find(id: string): Promise<Lead | null> {
    return this.work.single((tx) => tx.findOneBy(Lead, { tenantId: currentTenantId(), id }));
  }

  /** The leads that exist, by id; one statement. */
  async getMany(ids: readonly string[]): Promise<Map<string, Lead>> {
    if (ids.length === 0) return new Map();
    const wanted = { tenantId: currentTenantId(), id: In([...new Set(ids)]) };
    const leads = await this.work.single((tx) => tx.findBy(Lead, wanted));
    return new Map(leads.map((lead) => [lead.id, lead]));
  }

  /**
   * Makes a person a lead, or updates the lead with that phone.
   * @param path put before the fields that errors name, for example `input.`.
   * @param beforehand takes what is held before the lead is, once its phone is known.
   * @throws InvalidInput naming every bad field; ProjectNotFound.
   */
  async receive(
    input: NewLead,
    path = '',
    beforehand?: (phone: string) => Promise<void>,
  ): Promise<{ lead: Lead; created: boolean; changed: boolean }> {
    return this.entry.receive(input, path, beforehand);
  }

  /** The phone `receive` would read in what somebody typed. @throws InvalidInput naming `phone` */
  phoneOf(typed: string | null | undefined): Promise<string> {
    return this.entry.phoneOf(typed);
  }

  /**
   * Moves a lead along its life cycle; nothing happens when it is already there or past it.
   * @throws LeadNotFound, IllegalLeadMove
   */
  async moveStage(leadId: string, to: LeadStage): Promise<void> {
    await this.changeLocked(leadId, (lead) => {
      const verdict = verdictOfMove(lead.stage, to);
      if (verdict === 'ILLEGAL') throw new IllegalLeadMove(lead.stage, to);
      return verdict === 'MOVE' ? { stage: to } : {};
    });
  }

  /** Moves a lead where its life cycle allows the step from where it stands. @returns whether it moved. @throws LeadNotFound */
  async moveIfAllowed(leadId: string, to: LeadStage): Promise<boolean> {
    return this.changeLocked(leadId, ({ stage }) => (verdictOfMove(stage, to) === 'MOVE' ? { stage: to } : {}));
  }

  /** @param result score 0 to 100, null without evidence. @throws LeadNotFound */
  async recordScore(leadId: string, result: { score: number | null; temperature: LeadTemperature }): Promise<void> {
    await this.changeLocked(leadId, ({ score, temperature }) =>
      score === result.score && temperature === result.temperature
        ? {}
        : { score: result.score, temperature: result.temperature },
    );
  }

  /** Of many leads at once; three statements however many. @returns how many of them stood elsewhere before. */
  async recordScores(results: readonly LeadStanding[]): Promise<number> {
    return this.work.run(async (tx) => {
      const changed = await storeScores(tx, results, this.clock.now());
      await this.news.recorded(changed);
      return changed.length;
    });
  }

  /** Notes that the person was spoken to, and that a new lead thereby has been contacted. @throws LeadNotFound */
  async markContacted(leadId: string, at: Date): Promise<void> {
    await this.changeLocked(leadId, ({ lastContactedAt, stage }) => ({
      ...(lastContactedAt === null || lastContactedAt < at ? { lastContactedAt: at } : {}),
      ...(stage === 'NEW' ? { stage: 'CONTACTED' as const } : {}),
    }));
  }

  /** Notes what a call taught about the phone; a stranger's number stays one, whoever picks up. @throws LeadNotFound */
  async markPhone(leadId: string, status: Exclude<PhoneStatus, 'UNVERIFIED'>): Promise<void> {
    await this.changeLocked(leadId, ({ phoneStatus }) =>
      phoneStatus === status || phoneStatus === 'WRONG_PERSON' ? {} : { phoneStatus: status },
    );
  }

  /** @returns whether anything was changed. */
  private async changeLocked(leadId: string, change: (lead: Lead) => LeadMarks): Promise<boolean> {
    return this.work.run(async (tx) => {
      const lead = await lockLead(tx, leadId);
      const changes = change(lead);
      if (Object.keys(changes).length === 0) return false;
      await tx.update(Lead, { tenantId: lead.tenantId, id: lead.id }, { ...changes, updatedAt: this.clock.now() });
      await this.news.changed(leadId);
      return true;
    });
  }
}
