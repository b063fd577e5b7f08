import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { CONVERSATION_STATUSES, type ConversationStatus } from '../conversation-life-cycle';
import { ConversationStatusEnum } from '../conversation.model';

@InputType({ description: 'Which conversations to list; absent conditions hold for all.' })
export class ConversationFilter {
  @Field(() => ID, { nullable: true, description: 'Only those with this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;

  @Field(() => ConversationStatusEnum, { nullable: true, description: 'Only those of this status.' })
  @IsOptional()
  @IsIn(CONVERSATION_STATUSES)
  status?: ConversationStatus | null;
}

@ArgsType()
export class ConversationsArgs extends PageArgs {
  @Field(() => ConversationFilter, { nullable: true, description: 'Which conversations to list.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConversationFilter)
  filter?: ConversationFilter | null;
}
