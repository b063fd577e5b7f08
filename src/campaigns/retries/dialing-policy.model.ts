import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { RetryPolicy } from '../rules/retry-policy';
import { dialingPolicyOf, type StoredDialingPolicy } from './dialing-policy';

@ObjectType('RetryPolicy', { description: 'When a person is called again after a call that reached nobody.' })
export class RetryPolicyModel implements RetryPolicy {
  @Field(() => [Int], { description: 'Seconds to wait after no answer, by attempt; the last goes on.' })
  readonly noAnswer!: number[];

  @Field(() => [Int], { description: 'Seconds to wait after a busy line, by attempt; the last goes on.' })
  readonly busy!: number[];

  @Field(() => Int, { description: 'Retries after a busy line, at most.' })
  readonly busyRetries!: number;

  @Field(() => [Int], { description: 'Seconds to wait after a fault of the carrier, by attempt; the last goes on.' })
  readonly failed!: number[];

  @Field(() => [Int], { description: 'Seconds to wait after a voicemail, by attempt; the last goes on.' })
  readonly voicemail!: number[];

  @Field(() => Int, {
    nullable: true,
    description: 'Retries after no answer, at most; null for no limit of their own.',
  })
  readonly noAnswerRetries!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Retries after a fault of the carrier, at most; null for no limit of their own.',
  })
  readonly failedRetries!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Retries after a voicemail, at most; null for no limit of their own.',
  })
  readonly voicemailRetries!: number | null;

  @Field(() => Float, { description: 'Random part of each wait, both ways, as a share of it.' })
  readonly jitter!: number;
}

@ObjectType('DialingPolicy', {
  description: 'When the company calls people again. Campaigns override its retry policy field by field.',
})
export class DialingPolicyModel {
  @Field(() => Int, { description: 'Attempts per lead of a new campaign that names none.' })
  readonly maxAttempts!: number;

  @Field(() => RetryPolicyModel, { description: 'Waits and limits by what became of a call.' })
  readonly retryPolicy!: RetryPolicyModel;

  @Field(() => Int, {
    description:
      'Days for which a call that reached nobody counts for every campaign: together they call a person no more often than one of them may.',
  })
  readonly personWindowDays!: number;

  @Field(() => Int, { description: 'A promised callback dialed within so many seconds is kept.' })
  readonly callbackToleranceSeconds!: number;

  static of(stored: StoredDialingPolicy): DialingPolicyModel {
    return Object.assign(new DialingPolicyModel(), dialingPolicyOf(stored));
  }
}
