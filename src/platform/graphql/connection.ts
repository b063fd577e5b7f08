import type { Type } from '@nestjs/common';
import { ArgsType, Extensions, Field, Int, ObjectType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { HOLDS_A_PROMISE } from './plain-fields';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type Page } from './page';

/**
 * Arguments of every list. A list with a filter or a sort extends this class and takes it as its single `@Args()`:
 * `@ArgsType() class LeadsArgs extends PageArgs { @Field(() => LeadFilter, { nullable: true }) filter?: LeadFilter }`.
 */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `How many to return, 1 to ${MAX_PAGE_SIZE}.`,
  })
  @Transform(({ value }: { value: unknown }) => value ?? DEFAULT_PAGE_SIZE)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MAX_PAGE_SIZE, { message: `must be at most ${MAX_PAGE_SIZE}` })
  first: number = DEFAULT_PAGE_SIZE;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item of the page before.' })
  @IsOptional()
  @IsString({ message: 'must be a cursor' })
  @MaxLength(2_000, { message: 'is not a cursor of this list' })
  after?: string | null;
}

/** Where a page lies in its list (Relay cursor connections). */
@ObjectType('PageInfo', { description: 'Where this page lies in the list.' })
export class PageInfoModel {
  @Field(() => Boolean, { description: 'True when more items follow.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when the page began after a cursor.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null on an empty page.' })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item; null on an empty page.' })
  readonly endCursor!: string | null;
}

export type ConnectionOf<N> = Pick<Page<N>, 'nodes' | 'edges' | 'pageInfo' | 'totalCount'>;

/**
 * Base class of a Relay connection: `@ObjectType() export class LeadConnection extends Connection(LeadModel) {}`. A resolver
 * returns a `Page<LeadModel>`. The edge is named after the node's class without `Model`; pass `name` where that is wrong.
 */
export function Connection<N extends object>(
  node: Type<N>,
  name = node.name.replace(/Model$/, ''),
): abstract new () => ConnectionOf<N> {
  @ObjectType(`${name}Edge`, { description: 'One item of the list and its position.' })
  abstract class Edge {
    @Field(() => node, { description: 'The item.' })
    readonly node!: N;

    @Field(() => String, { description: 'Opaque position of the item, for `after`.' })
    readonly cursor!: string;
  }

  @ObjectType({ isAbstract: true })
  abstract class ConnectionBase {
    @Field(() => [node], { description: 'The items of this page.' })
    readonly nodes!: readonly N[];

    @Field(() => [Edge], { description: 'The items with their positions.' })
    readonly edges!: readonly Edge[];

    @Field(() => PageInfoModel, { description: 'Where this page lies in the list.' })
    readonly pageInfo!: PageInfoModel;

    @Extensions(HOLDS_A_PROMISE)
    @Field(() => Int, { description: 'Items in the whole list; counted only when selected.' })
    readonly totalCount!: Promise<number>;
  }
  return ConnectionBase;
}
