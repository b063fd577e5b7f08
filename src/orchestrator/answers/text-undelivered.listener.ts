import { Injectable } from '@nestjs/common';
import { SuppressionsService } from '../../compliance/suppressions/suppressions.service';
import { TextUndelivered } from '../../conversations/texts/texts.events';
import { LeadsService } from '../../leads/leads.service';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { AnswerStore } from './answer-store.service';
import { requestOf } from './answer-utterance';
import { DeliveryOutcomes } from './steps/delivery-outcomes.service';

/** Hears of answers that the carrier took and did not get to the lead: a person is asked, unless the lead wants to hear no more. */
@Injectable()
export class TextUndeliveredListener {
  constructor(
    private readonly store: AnswerStore,
    private readonly outcomes: DeliveryOutcomes,
    private readonly leads: LeadsService,
    private readonly suppressions: SuppressionsService,
  ) {}

  @OnFact(TextUndelivered)
  async askPerson({ requestKey }: { requestKey: string }): Promise<void> {
    const request = requestOf(requestKey);
    const answer = request ? await this.store.find(request.id) : null;
    // One that has been followed by another request may reach them yet.
    if (!answer || answer.sends !== request?.sends) return;
    const lead = await this.leads.find(answer.leadId);
    if (!lead || (await this.suppressions.isSuppressed(lead.phone))) return;
    await this.outcomes.callHuman(answer, 'The carrier did not get an answer to them.');
  }
}
