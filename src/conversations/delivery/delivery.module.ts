import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations.module';
import { TextsModule } from '../texts/texts.module';
import { ThreadDelivery } from './thread-delivery.service';
import { ThreadMessagesResolver } from './thread-messages.resolver';

/** Says things in threads, for the agent and for people of the company. */
@Module({
  imports: [ConversationsModule, TextsModule],
  providers: [ThreadDelivery, ThreadMessagesResolver],
  exports: [ThreadDelivery],
})
export class DeliveryModule {}
