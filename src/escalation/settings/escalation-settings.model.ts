import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { EscalationSettings } from './escalation-settings';

@ObjectType('EscalationSettings', { description: 'How the company wants to hear of requests for a human.' })
export class EscalationSettingsModel {
  @Field(() => [String], { description: 'Addresses told beside the members.' })
  readonly emails!: readonly string[];

  @Field(() => [Int], { description: 'Minutes of waiting unclaimed after which it is reminded of.' })
  readonly reminderMinutes!: readonly number[];

  @Field(() => String, {
    nullable: true,
    description: 'Page of the company’s own front end that shows a conversation; {conversationId} stands for it.',
  })
  readonly transcriptPage!: string | null;

  static of({ emails, reminderMinutes, transcriptPage }: EscalationSettings): EscalationSettingsModel {
    return Object.assign(new EscalationSettingsModel(), { emails, reminderMinutes, transcriptPage });
  }
}
