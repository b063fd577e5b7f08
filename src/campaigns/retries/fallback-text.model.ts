import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { FallbackStatus, FallbackText } from './fallback-text.entity';
import { FallbackTextStatusEnum } from './retries.enums';

@ObjectType('FallbackText', { description: 'The one text after a last attempt that reached nobody.' })
export class FallbackTextModel {
  @Field(() => ID, { description: 'The campaign whose last attempt it follows.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'Whom it is for.' })
  readonly leadId!: string;

  @Field(() => FallbackTextStatusEnum, { description: 'Where it stands.' })
  readonly status!: FallbackStatus;

  @Field(() => String, { nullable: true, description: 'Why it waits, was refused or given up, as code.' })
  readonly reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it is tried next, or was last to be.' })
  readonly dueAt!: Date;

  @Field(() => DateTimeScalar, { description: 'It is not sent after this.' })
  readonly giveUpAt!: Date;

  @Field(() => ID, { nullable: true, description: 'The text, once it has been sent.' })
  readonly textMessageId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the last attempt had ended.' })
  readonly createdAt!: Date;

  static of(text: FallbackText): FallbackTextModel {
    const { campaignId, leadId, status, reason, dueAt, giveUpAt, textMessageId, createdAt } = text;
    const shown = { campaignId, leadId, status, reason, dueAt, giveUpAt, textMessageId, createdAt };
    return Object.assign(new FallbackTextModel(), shown);
  }
}

@ObjectType('FallbackTextConnection', { description: 'A page of texts after last attempts, newest first.' })
export class FallbackTextConnection extends Connection(FallbackTextModel) {}

@ObjectType('FallbackTextCounts', { description: 'Where the texts after last attempts of a campaign stand.' })
export class FallbackTextCountsModel {
  @Field(() => Int, { description: 'Wait for a lawful moment.' })
  readonly waiting!: number;

  @Field(() => Int, { description: 'Handed over to be sent.' })
  readonly sent!: number;

  @Field(() => Int, { description: 'Forbidden by the rules.' })
  readonly refused!: number;

  @Field(() => Int, { description: 'Given up: no lawful moment came in time.' })
  readonly givenUp!: number;

  static of(counts: ReadonlyMap<FallbackStatus, number>): FallbackTextCountsModel {
    const of = (status: FallbackStatus): number => counts.get(status) ?? 0;
    return { waiting: of('WAITING'), sent: of('SENT'), refused: of('REFUSED'), givenUp: of('GIVEN_UP') };
  }
}
