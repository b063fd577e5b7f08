import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import type { Page } from '../../platform/graphql/page';
import { ConsentLedger } from './consent-ledger.service';
import { ConsentLists } from './consent-lists.service';
import { ConsentConnection, ConsentModel } from './consent.model';
import { ConsentReader } from './consent-reader.service';
import { ConsentRenewal } from './consent-renewal.service';
import { ConsentsArgs, RecordConsentInput, RevokeConsentInput } from './consents.args';

const REASON_LENGTH = 500;

@Resolver()
export class ConsentsResolver {
  constructor(
    private readonly ledger: ConsentLedger,
    private readonly lists: ConsentLists,
    private readonly reader: ConsentReader,
    private readonly renewal: ConsentRenewal,
  ) {}

  @Allow('VIEWER', 'consent:read')
  @Query(() => ConsentConnection, {
    description: 'What the person behind a number allowed and took back, newest first.',
  })
  async consents(@Args() { leadId, phone, ...page }: ConsentsArgs): Promise<Page<ConsentModel>> {
    onlyOne({ leadId, phone }, '');
    const found = leadId ? await this.lists.ofLead(leadId, page) : await this.lists.ofPhone(phone ?? '', page);
    return found.map((judged) => ConsentModel.of(judged));
  }

  @Allow('OPERATOR', 'consent:write')
  @Mutation(() => ConsentModel, {
    description:
      'Records what a person agreed to. One that says the very same as an entry answers that entry; no opt-out is lifted but by `renewalReason`.',
  })
  async recordConsent(
    @Args('input', { description: 'What was agreed to.' })
    { leadId, phone, renewalReason, ...said }: RecordConsentInput,
  ): Promise<ConsentModel> {
    const reason = reasonOf(renewalReason, 'input.renewalReason');
    const number = await this.numberOf({ leadId, phone });
    const grant = { ...(await this.reader.read({ ...said, source: 'API' }, 'input.')), phone: number };
    const consent = reason ? await this.renewal.renew(grant, reason, 'input.') : await this.ledger.record(grant);
    return ConsentModel.of(await this.lists.judge(consent));
  }

  @Allow('OPERATOR', 'consent:write')
  @Mutation(() => ConsentModel, {
    description: 'Records that a person took back what they allowed. In force at once, on every channel.',
  })
  async revokeConsent(
    @Args('input', { description: 'What was taken back.' }) input: RevokeConsentInput,
  ): Promise<ConsentModel> {
    const { scope, method } = input;
    const phone = await this.numberOf(input);
    const occurredAt = this.reader.readMoment(input.at, 'input.');
    const reason = reasonOf(input.reason, 'input.reason');
    const evidence = reason ? { reason } : {};
    return ConsentModel.of({
      consent: await this.ledger.revoke({ phone, scope, method, occurredAt, evidence }),
      missing: [],
    });
  }

  private async numberOf(asked: { leadId?: string | null; phone?: string | null }): Promise<string> {
    onlyOne(asked, 'input.');
    const phone = asked.leadId ? await this.lists.phoneOf(asked.leadId) : asked.phone;
    if (!phone) throw new NotFound('Lead');
    return phone;
  }
}

/** Undefined when there is none. */
function reasonOf(text: string | null | undefined, field: string): string | undefined {
  const reason = text?.trim();
  if (reason && reason.length > REASON_LENGTH)
    throw new BadUserInput(field, `is longer than ${REASON_LENGTH} characters.`);
  return reason || undefined;
}

function onlyOne({ leadId, phone }: { leadId?: string | null; phone?: string | null }, path: string): void {
  if (Boolean(leadId) === Boolean(phone))
    throw new BadUserInput(`${path}leadId`, 'or phone must be given, one of the two.');
}
