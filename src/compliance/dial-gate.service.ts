import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { readContactFacts } from './contact-facts';
import { ContactJudge } from './contact-judge.service';
import { writeReceipt } from './dial-check-receipts';
import type { ContactRequest, DialRequest, TextRequest } from './dial-request';
import type { ContactPurpose } from './rules/contact-question';
import type { Judgement } from './judge';
import { type Fence, SendFence } from './send-fence.service';
import { type Decided, SendPermission } from './send-permission';

export type { DialCondition } from './contact-verdict';
export type { DialRequest, TextRequest } from './dial-request';

/**
 * What was decided; `checkId` is the receipt, `zoneKey` the zone the person was found in. LATER: nothing was decided and nothing written, because leave is being taken away from
 * this number at this very moment, or because the fence cannot be put up; ask again shortly.
 */
export type GateDecision<P> =
  | {
      readonly verdict: 'ALLOW';
      readonly checkId: string;
      readonly permission: P;
      /** What it was allowed as: an answer to the person's own request, or what was asked for. */
      readonly purpose: ContactPurpose;
      /** When its hours end; null where none apply. */
      readonly closesAt: Date | null;
      /** When they end without the margin kept before that, where `lingersMs` was asked about; else null. */
      readonly endsAt: Date | null;
      readonly zoneKey: string;
    }
  | {
      readonly verdict: 'DEFER';
      readonly checkId: string;
      readonly reason: string;
      readonly explanation: string;
      /** The first lawful moment. */
      readonly until: Date;
      readonly zoneKey: string;
    }
  | {
      readonly verdict: 'DENY';
      readonly checkId: string;
      readonly reason: string;
      readonly explanation: string;
      readonly zoneKey: string;
    }
  | { readonly verdict: 'LATER' };

export type DialDecision = GateDecision<DialPermission>;
export type TextDecision = GateDecision<TextPermission>;

/** Whom and what a permission is for. */
interface Granted extends Decided {
  readonly attemptId: string;
  readonly checkId: string;
}

/** Not exported as a value: outside this file a permission can be held and read, never made. */
abstract class GrantedPermission extends SendPermission {
  readonly checkId: string;

  constructor(granted: Granted, fence: Fence) {
    super(granted, fence);
    this.checkId = granted.checkId;
  }
}

class GrantedDial extends GrantedPermission {
  /** Keeps a permission to text from passing for one to dial. */
  readonly #dial = true;
  readonly callId: string;

  constructor(granted: Granted, fence: Fence) {
    super(granted, fence);
    this.callId = granted.attemptId;
    Object.freeze(this);
  }

  override isValidAt(moment: Date): boolean {
    return this.#dial && super.isValidAt(moment);
  }
}

class GrantedText extends GrantedPermission {
  readonly #text = true;
  readonly textId: string;

  constructor(granted: Granted, fence: Fence) {
    super(granted, fence);
    this.textId = granted.attemptId;
    Object.freeze(this);
  }

  override isValidAt(moment: Date): boolean {
    return this.#text && super.isValidAt(moment);
  }
}

export type DialPermission = GrantedDial;
export type TextPermission = GrantedText;

/**
 * The one place that says yes to a call or a text. It decides inside the caller's transaction, so that the decision, its receipt and the
 * attempt stand or fall together, behind a fence that keeps revocations of the same number out until the request has been answered.
 */
@Injectable()
export class DialGate {
  constructor(
    private readonly work: UnitOfWork,
    private readonly fence: SendFence,
    private readonly judge: ContactJudge,
  ) {}

  /**
   * Decides on a call and writes the DialCheck. The same wait of the same enrolment is written once. Whoever is allowed calls
   * `release` on the permission as soon as the carrier has answered.
   * @throws Error when the answer is yes and no `callId` was given: a permission belongs to one attempt.
   */
  decide(request: DialRequest): Promise<DialDecision> {
    return this.ask({ ...request, channel: 'AI_VOICE' }, (granted, fence) => new GrantedDial(granted, fence));
  }

  /** The same for a text; its attempt is `textId`. */
  decideText(request: TextRequest): Promise<TextDecision> {
    return this.ask(request, (granted, fence) => new GrantedText(granted, fence));
  }

  private async ask<P>(
    request: ContactRequest,
    grant: (granted: Granted, fence: Fence) => P,
  ): Promise<GateDecision<P>> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      const fence = await this.fence.raise(tenantId, request.phone);
      if (!fence) return { verdict: 'LATER' };
      this.work.afterRollback(() => fence.release());
      const judgement = this.judge.judge(request, await readContactFacts(tx, tenantId, request));
      const checkId = await writeReceipt(tx, tenantId, request, judgement);
      const { verdict } = judgement;
      if (verdict.verdict === 'ALLOW')
        return allow(granted(tenantId, request, checkId), judgement, (of) => grant(of, fence));
      fence.release();
      return { ...verdict, checkId, zoneKey: judgement.zone.key };
    });
  }
}

function allow<P>(
  of: Granted,
  { verdict, question, zone, endsAt }: Judgement,
  grant: (granted: Granted) => P,
): GateDecision<P> {
  return {
    verdict: 'ALLOW',
    checkId: of.checkId,
    permission: grant(of),
    purpose: question.occasion.purpose,
    closesAt: verdict.verdict === 'ALLOW' ? verdict.closesAt : null,
    endsAt,
    zoneKey: zone.key,
  };
}

function granted(tenantId: string, request: ContactRequest, checkId: string): Granted {
  const attemptId = request.channel === 'AI_VOICE' ? request.callId : request.textId;
  if (!attemptId) throw new Error('A contact may be allowed only for a named attempt.');
  return { tenantId, attemptId, phone: request.phone, checkId, decidedAt: request.moment };
}
