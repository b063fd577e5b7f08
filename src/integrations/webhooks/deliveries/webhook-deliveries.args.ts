import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../../platform/graphql/connection';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { SentEventEnum, WebhookDeliveryStatusEnum } from '../webhook.enums';
import { SENT_EVENTS, type SentEvent } from '../webhook-events';
import { WEBHOOK_DELIVERY_STATUSES, type WebhookDeliveryStatus } from './webhook-delivery.entity';

@InputType({ description: 'Which deliveries to list; all that are given must hold.' })
export class WebhookDeliveryFilter {
  @Field(() => ID, { nullable: true, description: 'To this endpoint.' })
  @IsOptional()
  @IsId()
  endpointId?: string | null;

  @Field(() => [WebhookDeliveryStatusEnum], { nullable: true, description: 'That stand at one of these.' })
  @IsOptional()
  @IsIn(WEBHOOK_DELIVERY_STATUSES, { each: true })
  statuses?: WebhookDeliveryStatus[] | null;

  @Field(() => [SentEventEnum], { nullable: true, description: 'That tell of one of these.' })
  @IsOptional()
  @IsIn(SENT_EVENTS, { each: true })
  events?: SentEvent[] | null;
}

@ArgsType()
export class WebhookDeliveriesArgs extends PageArgs {
  @Field(() => WebhookDeliveryFilter, { nullable: true, description: 'Which deliveries.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookDeliveryFilter)
  filter?: WebhookDeliveryFilter | null;
}
