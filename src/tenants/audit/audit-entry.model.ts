import { Field, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { BigIntScalar, JsonScalar } from '../../platform/graphql/scalars';
import { failureName } from '../../platform/logging/failure-name';
import type { AuditEntry } from './audit-entry.entity';

@ObjectType('AuditEntry', { description: 'One entry of the audit log. Each holds the hash of the one before it.' })
export class AuditEntryModel {
  @Field(() => BigIntScalar, { description: 'Position in its log, from 1 without gaps.' })
  readonly seq!: bigint;

  @Field(() => Date, { description: 'When it was done.' })
  readonly at!: Date;

  @Field(() => String, { description: 'Who did it: kind and id, for example MEMBER:0197….' })
  readonly actor!: string;

  @Field(() => String, { description: 'What was done, for example member.removed.' })
  readonly action!: string;

  @Field(() => String, { description: 'To what it was done: kind and id.' })
  readonly target!: string;

  @Field(() => JsonScalar, { description: 'Particulars: ids, codes and small values.' })
  readonly details!: unknown;

  @Field(() => String, { description: 'SHA-256, in hexadecimal, over the hash before and this entry.' })
  readonly hash!: string;

  static of(entry: Omit<AuditEntry, 'tenantId'>): AuditEntryModel {
    return Object.assign(new AuditEntryModel(), {
      seq: BigInt(entry.seq),
      at: entry.createdAt,
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      details: detailsOf(entry.body),
      hash: entry.rowHash.toString('hex'),
    } satisfies AuditEntryModel);
  }
}

/** The body is our own JSON; an entry somebody tampered with is shown without particulars rather than not at all. */
function detailsOf(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (Reflect.get(parsed, 'details') ?? {}) : {};
  } catch (error) {
    return { unreadable: failureName(error) };
  }
}

@ObjectType({ description: 'A page of the audit log.' })
export class AuditEntryConnection extends Connection(AuditEntryModel) {}
