import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { DISCLOSURE_LANGUAGES, type DisclosureLanguage } from '../../../compliance/disclosure/disclosure-lines';
import { PageArgs } from '../../../platform/graphql/connection';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import type { TextChannel } from '../../../voice/text.port';
import { TextChannelEnum, TextPurposeEnum } from '../text.enums';
import { MAX_TEXT } from '../text-wording';

@InputType({ description: 'A text to a lead.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Whom to text.' })
  @IsId()
  leadId!: string;

  @Field(() => TextChannelEnum, { description: 'How it travels.' })
  @IsIn(Object.values(TextChannelEnum))
  channel!: TextChannel;

  @Field(() => String, {
    description:
      'The words. The first text of a conversation names the company and says how to opt out; what is missing of it is added. At most 1,600 characters in all.',
  })
  @IsString()
  @MaxLength(MAX_TEXT)
  text!: string;

  @Field(() => TextPurposeEnum, { description: 'Why it is sent.' })
  @IsIn(Object.values(TextPurposeEnum))
  purpose!: keyof typeof TextPurposeEnum;

  @Field(() => String, {
    nullable: true,
    description: 'Language of what is added: en, es, ar or hi; judged by the words when left out.',
  })
  @IsOptional()
  @IsIn(DISCLOSURE_LANGUAGES)
  language?: DisclosureLanguage | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A key of your own, 1 to 200 characters: a second request with it sends nothing and answers the first text.',
  })
  @IsOptional()
  @Length(1, 200)
  idempotencyKey?: string | null;
}

@ArgsType()
export class TextMessagesArgs extends PageArgs {
  @Field(() => ID, { description: 'The lead.' })
  @IsId()
  leadId!: string;
}
