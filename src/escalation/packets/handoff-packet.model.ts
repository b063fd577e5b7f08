import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar, PhoneNumberScalar, TimeZoneScalar } from '../../platform/graphql/scalars';
import type { FieldValue, Known, Operator } from '../../qualification/rules/criterion';
import type { Verdict } from '../../qualification/rules/score';
import type { BestTime, CriterionOfPacket, HandoffPacket } from './handoff-packet';
import type { Contact, FactOfPacket } from './packet-rows';

export const CriterionVerdictEnum = { MET: 'MET', NOT_MET: 'NOT_MET', UNKNOWN: 'UNKNOWN' } as const satisfies Record<
  Verdict,
  Verdict
>;
registerEnumType(CriterionVerdictEnum, {
  name: 'HandoffVerdict',
  description: 'What the facts say of a criterion.',
  valuesMap: {
    MET: { description: 'They meet it.' },
    NOT_MET: { description: 'They do not meet it.' },
    UNKNOWN: { description: 'Nothing is known about it.' },
  },
});

@ObjectType('HandoffFact', { description: 'Something the person told, with the words it rests on.' })
export class HandoffFactModel implements FactOfPacket {
  @Field(() => String, { description: 'What it is about, for example budget.' })
  readonly field!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'A text, number, truth value or list, or a sum of money.' })
  readonly value!: Known | null;

  @Field(() => String, { nullable: true, description: 'The person’s words.' })
  readonly quote!: string | null;

  @Field(() => ID, { description: 'The conversation they were said in: not always the one that is handed over.' })
  readonly conversationId!: string;

  @Field(() => Int, { description: 'The turn of that conversation.' })
  readonly turnSeq!: number;
}

@ObjectType('HandoffCriterion', { description: 'One question of the rubric, and what is known about it.' })
export class HandoffCriterionModel {
  @Field(() => String, { description: 'What it asks about.' })
  readonly field!: string;

  @Field(() => String, { description: 'How it compares, for example >= or exists.' })
  readonly operator!: Operator;

  @Field(() => JsonScalar, { nullable: true, description: 'What it compares with.' })
  readonly value!: FieldValue | null;

  @Field(() => Float, { description: 'Its weight.' })
  readonly weight!: number;

  @Field(() => CriterionVerdictEnum, { description: 'What the facts say.' })
  readonly verdict!: Verdict;

  @Field(() => String, { nullable: true, description: 'The words it rests on.' })
  readonly quote!: string | null;

  static of({ field, operator, value, weight, verdict, fact }: CriterionOfPacket): HandoffCriterionModel {
    const quote = fact?.quote ?? null;
    return Object.assign(new HandoffCriterionModel(), { field, operator, value, weight, verdict, quote });
  }
}

@ObjectType('BestTime', { description: 'When to reach the person.' })
export class BestTimeModel implements BestTime {
  @Field(() => TimeZoneScalar, { description: 'Where the person’s clock stands.' })
  readonly timeZone!: string;

  @Field(() => Boolean, { description: 'True when nothing is known of the person’s zone and it is the company’s own.' })
  readonly isGuess!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The callback that was promised, if it is still ahead.' })
  readonly promisedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the strictest legal hours, those of calls by an AI, are open now.' })
  readonly isOpenNow!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they open; null while open, or when none is known.',
  })
  readonly opensAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they close; null while closed, or without hours.' })
  readonly closesAt!: Date | null;
}

@ObjectType('EarlierContact', { description: 'Something that passed between the company and the person before.' })
export class EarlierContactModel {
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => String, { description: 'VOICE, SMS, WHATSAPP, LIVE_CHAT or WEB_FORM.' })
  readonly channel!: string;

  @Field(() => String, { description: 'CALL, CONVERSATION or TEXT.' })
  readonly kind!: string;

  @Field(() => String, {
    description:
      'Outcome of a call, else its status; number of turns of a conversation; INBOUND or OUTBOUND of a text.',
  })
  readonly what!: string;

  static of({ at, channel, kind, what }: Contact): EarlierContactModel {
    return Object.assign(new EarlierContactModel(), { at: new Date(at), channel, kind, what });
  }
}

@ObjectType('HandoffPacket', {
  description: 'What a person needs to take over without asking again. It is composed anew whenever it is read.',
})
export class HandoffPacketModel {
  @Field(() => String, { nullable: true, description: 'Name of the person.' })
  readonly name!: string | null;

  @Field(() => PhoneNumberScalar, { description: 'Phone of the person.' })
  readonly phone!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address of the person.' })
  readonly email!: string | null;

  @Field(() => String, { nullable: true, description: 'Company of the person.' })
  readonly company!: string | null;

  @Field(() => Boolean, {
    description: 'True when the person asked not to be contacted: answer what they ask and sell nothing.',
  })
  readonly isSuppressed!: boolean;

  @Field(() => Float, { nullable: true, description: 'Last score, 0 to 100; null without evidence.' })
  readonly score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the rubric about which something is known, 0 to 100.' })
  readonly coverage!: number | null;

  @Field(() => [HandoffCriterionModel], {
    description: 'The score, criterion by criterion, with the words it rests on.',
  })
  readonly criteria!: readonly HandoffCriterionModel[];

  @Field(() => [HandoffFactModel], { description: 'Everything the person told that is proved by their words.' })
  readonly facts!: readonly HandoffFactModel[];

  @Field(() => String, { nullable: true, description: 'Notes of the last assessment.' })
  readonly notes!: string | null;

  @Field(() => String, { nullable: true, description: 'What the person asked last, or said last.' })
  readonly openQuestion!: string | null;

  @Field(() => Int, { nullable: true, description: 'The turn of the conversation it was said in.' })
  readonly openQuestionTurn!: number | null;

  @Field(() => String, { nullable: true, description: 'Channel of the conversation.' })
  readonly channel!: string | null;

  @Field(() => String, { nullable: true, description: 'Language the person speaks, for example ar.' })
  readonly language!: string | null;

  @Field(() => BestTimeModel, { description: 'When to reach the person.' })
  readonly bestTime!: BestTimeModel;

  @Field(() => [EarlierContactModel], { description: 'What passed before, on every channel, latest first; at most 8.' })
  readonly history!: readonly EarlierContactModel[];

  @Field(() => String, {
    nullable: true,
    description:
      'Address of the transcript: its page in the company’s own front end, where the company has said which, else where it is read with the same credentials as this.',
  })
  readonly transcriptUrl!: string | null;

  /** @param readAt where the API itself serves the transcript. */
  static of({ transcriptPage, ...packet }: HandoffPacket, readAt: string | null): HandoffPacketModel {
    return Object.assign(new HandoffPacketModel(), {
      ...packet,
      transcriptUrl: transcriptPage ?? readAt,
      criteria: packet.criteria.map((criterion) => HandoffCriterionModel.of(criterion)),
      history: packet.history.map((contact) => EarlierContactModel.of(contact)),
    });
  }
}
