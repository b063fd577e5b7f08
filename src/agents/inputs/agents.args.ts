import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';

@InputType({ description: 'Narrows the list of agents; absent fields do not.' })
export class AgentFilter {
  @Field(() => ID, { nullable: true, description: 'Agents of this project.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only active, or only inactive ones.' })
  active?: boolean | null;
}

@ArgsType()
export class AgentsArgs extends PageArgs {
  @Field(() => AgentFilter, { nullable: true, description: 'Which agents.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentFilter)
  filter?: AgentFilter | null;
}
