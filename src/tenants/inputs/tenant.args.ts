import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { TENANT_STATUSES, type TenantStatus } from '../tenant.entity';
import { TenantStatusEnum } from '../tenant.model';

@ArgsType()
export class TenantArgs {
  @Field(() => ID, { description: 'Id of the company.' })
  @IsId()
  id!: string;
}

@InputType({ description: 'Which companies to list.' })
export class TenantFilter {
  @Field(() => TenantStatusEnum, { nullable: true, description: 'Only those in this state.' })
  @IsOptional()
  @IsIn(TENANT_STATUSES)
  status?: TenantStatus | null;

  @Field(() => String, { nullable: true, description: 'Only the one with this short name.' })
  @IsOptional()
  @Length(1, 63)
  slug?: string | null;
}

@ArgsType()
export class TenantsArgs extends PageArgs {
  @Field(() => TenantFilter, { nullable: true, description: 'Which companies to list; all when absent.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TenantFilter)
  filter?: TenantFilter | null;
}

@ArgsType()
export class ShareCapacityArgs extends TenantArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Calls at once it gets before other companies get more than theirs; unchanged when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  guaranteedCalls?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its weight beside the other companies while calls are short; unchanged when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  dialingShare?: number | null;
}
