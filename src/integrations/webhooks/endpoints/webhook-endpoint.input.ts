import { Field, InputType } from '@nestjs/graphql';
import { ArrayNotEmpty, ArrayUnique, IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { WebhookEventEnum } from '../webhook.enums';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../webhook-events';

const URL_TEXT = 'An https address on the internet, without a user in it; at most 2000 characters.';

@InputType({ description: 'A new webhook endpoint.' })
export class CreateWebhookEndpointInput {
  @Field(() => String, { description: URL_TEXT })
  @IsString()
  @MaxLength(2_000)
  url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What it listens to; one at least.' })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events!: WebhookEvent[];
}

@InputType({ description: 'Changes of a webhook endpoint; absent parts stay as they are.' })
export class UpdateWebhookEndpointInput {
  @Field(() => String, { nullable: true, description: `${URL_TEXT} What waits goes there.` })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  url?: string | null;

  @Field(() => [WebhookEventEnum], { nullable: true, description: 'What it listens to from now on; one at least.' })
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: WebhookEvent[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: nothing is sent any more, and what waits has failed. True: what happens from now on is sent.',
  })
  @IsOptional()
  @IsBoolean()
  isActive?: boolean | null;
}
