import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { placeOf } from '../../conversations/place';
import { Allow, AllowGuest } from '../../platform/access/allow.decorator';
import { GuestPasses } from '../../platform/access/guest-passes.service';
import { currentTenantId } from '../../platform/context/request-context';
import { ChatReplies, type ChatReply } from './chat-replies.service';
import { type HeardChat, LiveChatIntake } from './live-chat-intake.service';

/** What the sender of a message is told. */
export interface LiveChatAnswer extends Omit<HeardChat, 'firstSeq'> {
  /** Lets a browser read the answers of this conversation for an hour; null where there is none. */
  readonly replyToken: string | null;
}

@Controller('webhooks/live-chat')
export class LiveChatController {
  constructor(
    private readonly intake: LiveChatIntake,
    private readonly passes: GuestPasses,
    private readonly chats: ChatReplies,
  ) {}

  /** Takes one message of a visitor; it is stored when the 202 is given. */
  @Allow('OPERATOR', 'intake:write')
  @Post()
  @HttpCode(202)
  async take(@Body() body: unknown): Promise<LiveChatAnswer> {
    const { firstSeq, ...heard } = await this.intake.take(body);
    const { conversationId: subject } = heard;
    if (subject === null || firstSeq === null) return { ...heard, replyToken: null };
    const replyToken = this.passes.issue({ tenantId: currentTenantId(), subject, since: firstSeq });
    return { ...heard, replyToken };
  }

  /** What was answered after a place of the conversation, to who holds its reply token. */
  @AllowGuest()
  @Get('replies')
  async own(@Query('after') after?: string): Promise<{ replies: ChatReply[] }> {
    return { replies: await this.chats.ofGuest(placeOf(after)) };
  }

  /** The same to a machine. */
  @Allow('OPERATOR', 'intake:write')
  @Get(':conversationId/messages')
  async answered(
    @Param('conversationId', ParseUUIDPipe) conversationId: string,
    @Query('after') after?: string,
  ): Promise<{ replies: ChatReply[] }> {
    return { replies: await this.chats.after(conversationId, placeOf(after)) };
  }
}
