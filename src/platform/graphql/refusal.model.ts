import type { Type } from '@nestjs/common';
import { createUnionType, Field, InterfaceType } from '@nestjs/graphql';

/**
 * An expected "no" that a client can act on; a member of a mutation's result union. A subclass is an object type with
 * `implements: () => RefusalModel`, sets both fields, and may add its own.
 */
@InterfaceType('Refusal', { description: 'An expected refusal, with a code to act on and a message to show.' })
export abstract class RefusalModel {
  @Field(() => String, { description: 'Stable code in SCREAMING_SNAKE.' })
  abstract readonly code: string;

  @Field(() => String, { description: 'A sentence for people.' })
  abstract readonly message: string;
}

/**
 * The result union of a mutation: what it returns on success, then how it may refuse. Members are told apart by class, so a
 * resolver must return instances. Declare both halves under one name:
 * `export const CallLeadResult = unionOf('CallLeadResult', CallModel, DialingRefused); export type CallLeadResult = typeof CallLeadResult;`
 */
export function unionOf<S extends object, R extends readonly Type<RefusalModel>[]>(
  name: string,
  success: Type<S>,
  ...refusals: R
): S | InstanceType<R[number]> {
  return createUnionType({
    name,
    description: 'What came of it, or why it was refused.',
    types: () => [success, ...refusals],
    resolveType: (value: object) => [success, ...refusals].find((member) => value instanceof member),
  });
}
