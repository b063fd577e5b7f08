import type { CallRequest } from '../ledger/call-record';
import { personaFor } from '../personas/persona-directory';
import { PersonaSession } from '../personas/persona-session';
import type { Knobs } from '../simulation/knobs';
import type { Pace } from '../simulation/pace';
import type { ConferenceRooms } from './conference-rooms';
import { Conversation } from './conversation';
import type { DocumentLoader } from './document-loader';
import type { LiveCall } from './live-call';
import { detect, type Verdict } from './machine-detection';
import type { StatusCallbacks } from './status-callbacks';

interface Parts {
  pace: Pace;
  knobs: Knobs;
  callbacks: StatusCallbacks;
  loader: DocumentLoader;
  rooms: ConferenceRooms;
}

/** The part of a call's life after somebody, or something, picked up. */
export class AnsweredCall {
  private readonly person: PersonaSession;

  constructor(
    private readonly call: LiveCall,
    private readonly machine: boolean,
    private readonly parts: Parts,
    private readonly hangUp: () => void,
  ) {
    const { request, attempt } = call.record;
    const { seed } = parts.knobs;
    this.person = new PersonaSession(personaFor(request.to, seed), request.to, attempt, seed);
  }

  /** Runs the answer document: at once, or after the verdict when machine detection is synchronous. */
  async begin(): Promise<void> {
    const { record } = this.call;
    const { request } = record;
    const verdict = detect(request, this.machine, this.parts.knobs.seed, record.attempt);
    if (verdict && request.asyncAmd) this.reportLater(verdict);
    if (!verdict || request.asyncAmd) return this.run(request.answer);
    if (!(await this.conversation().idle(verdict.afterMs))) return;
    record.answeredBy = verdict.answeredBy;
    return this.run(request.answer, { AnsweredBy: verdict.answeredBy });
  }

  /** Runs a document from here on; whatever ran before must have been interrupted. */
  run(answer: CallRequest['answer'], params: Record<string, string> = {}): Promise<void> {
    return this.conversation().run({ ...answer, params });
  }

  private conversation(): Conversation {
    return new Conversation(this.call, this.person, this.parts.loader, this.parts.rooms, this.hangUp);
  }

  private reportLater(verdict: Verdict): void {
    const { call } = this;
    this.parts.pace.after(verdict.afterMs, () => {
      if (call.ended) return;
      call.record.answeredBy = verdict.answeredBy;
      const callback = call.record.request.asyncAmdStatusCallback;
      if (callback) this.parts.callbacks.machineDetected(call, callback, verdict.answeredBy, verdict.afterMs);
    });
  }
}
