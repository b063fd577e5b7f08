import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { DisclosureRecord } from '../compliance/disclosure/disclosure';
import { Connection } from '../platform/graphql/connection';
import { JsonScalar } from '../platform/graphql/scalars';
import type { Speaker, Turn } from './turn.entity';

export const SpeakerEnum = { LEAD: 'LEAD', AGENT: 'AGENT', HUMAN: 'HUMAN' } as const satisfies Record<Speaker, Speaker>;

registerEnumType(SpeakerEnum, {
  name: 'Speaker',
  description: 'Who said something.',
  valuesMap: {
    LEAD: { description: 'The person.' },
    AGENT: { description: 'The AI agent.' },
    HUMAN: { description: 'Somebody of the company who took over.' },
  },
});

@ObjectType('Turn', { description: 'One thing said in a conversation.' })
export class TurnModel {
  @Field(() => ID, { description: 'Id of the turn: the conversation and the place in it.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The conversation it belongs to.' })
  readonly conversationId!: string;

  @Field(() => Int, { description: 'Place in the transcript, from 1, without gaps.' })
  readonly seq!: number;

  @Field(() => Int, {
    description:
      'The exchange it belongs to, 0 for the opening; in writing the place of the message it is, or answers.',
  })
  readonly exchange!: number;

  @Field(() => SpeakerEnum, { description: 'Who said it.' })
  readonly speaker!: Speaker;

  @Field(() => String, { description: 'What was said.' })
  readonly text!: string;

  @Field(() => String, { nullable: true, description: 'Language, for example en-US.' })
  readonly language!: string | null;

  @Field(() => Float, { nullable: true, description: 'How sure the speech recognition was, 0 to 1.' })
  readonly confidence!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the agent did beside talking, for example OPT_OUT or END_CALL:DONE.',
  })
  readonly action!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Of opening words: what the law of the place demanded of them, under which version of the rules, and what was said.',
  })
  readonly disclosure!: DisclosureRecord | null;

  @Field(() => Date, { description: 'When it was said.' })
  readonly spokenAt!: Date;

  static of(turn: Turn): TurnModel {
    return Object.assign(new TurnModel(), {
      id: `${turn.conversationId}:${turn.seq}`,
      conversationId: turn.conversationId,
      seq: turn.seq,
      exchange: turn.exchange,
      speaker: turn.speaker,
      text: turn.text,
      language: turn.language,
      confidence: turn.confidence,
      action: turn.action,
      disclosure: turn.disclosure,
      spokenAt: turn.spokenAt,
    });
  }
}

@ObjectType({ description: 'A page of a transcript, in order.' })
export class TurnConnection extends Connection(TurnModel) {}
