import { Controller, Header, HttpCode, Logger, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../platform/access/allow.decorator';
import { runAsSystem } from '../../platform/context/run-as-system';
import type { RawWebhook } from '../../voice/carrier.port';
import { WebhookOrigin } from '../../voice/webhook-origin.service';
import { CallerDocuments, type Document } from '../transfers/caller-documents.service';
import { LegDocuments } from '../transfers/leg-documents.service';
import { TransferHands } from '../transfers/transfer-hands';
import { TransferNews } from '../transfers/transfer-news.service';

/**
 * What Twilio asks and tells while a caller is put through. The address names the transfer, or the call to a colleague, and the signature
 * covers it. What is told is committed before it is answered; what follows from it is done after, or by the sweep.
 */
@Controller('webhooks/twilio/transfer')
@Public()
export class TwilioTransfersController {
  private readonly logger = new Logger(TwilioTransfersController.name);

  constructor(
    private readonly origin: WebhookOrigin,
    private readonly callers: CallerDocuments,
    private readonly colleagues: LegDocuments,
    private readonly news: TransferNews,
    private readonly hands: TransferHands,
  ) {}

  /** The caller was moved. */
  @Post('caller/:tenantId/:id')
  @HttpCode(200)
  async caller(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.answer(request, response, tenantId, id, (webhook) => this.callers.forMoved(id, webhook));
    this.goOn(tenantId, id, () => this.hands.steps.advance(id));
  }

  /** The caller fell out of the room. */
  @Post('left/:tenantId/:id')
  @HttpCode(200)
  async left(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.answer(request, response, tenantId, id, (webhook) => this.callers.forLeft(id, webhook));
    this.goOn(tenantId, id, () => this.news.lookAtCaller(id));
  }

  /** What the caller hears until somebody comes. */
  @Post('hold/:tenantId/:id')
  @HttpCode(200)
  async hold(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.answer(request, response, tenantId, id, () => this.callers.forWaiting(id));
  }

  /** Something happened in the room. */
  @Post('room/:tenantId/:id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  room(
    @Req() request: RawBodyRequest<Request>,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): void {
    const webhook = this.origin.prove(request);
    this.goOn(tenantId, id, () => this.news.inRoom(id, webhook));
  }

  /** A colleague picked up. */
  @Post('leg/:tenantId/:id')
  @HttpCode(200)
  async pickedUp(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.answer(request, response, tenantId, id, (webhook) => this.colleagues.forPickUp(id, webhook));
    this.goOn(tenantId, id, () => this.hands.advanceByLeg(id));
  }

  /** A colleague pressed a key, or none. */
  @Post('key/:tenantId/:id')
  @HttpCode(200)
  async key(
    @Req() request: RawBodyRequest<Request>,
    @Res() response: Response,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.answer(request, response, tenantId, id, (webhook) => this.colleagues.forKey(id, webhook));
    this.goOn(tenantId, id, () => this.hands.advanceByLeg(id));
  }

  /** How the call to a colleague goes on. */
  @Post('status/:tenantId/:id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  async status(
    @Req() request: RawBodyRequest<Request>,
    @Param('tenantId', ParseUUIDPipe) tenantId: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const event = this.origin.read(this.origin.prove(request));
    await this.inTenant(tenantId, id, () => this.news.ofLeg(id, event));
    this.goOn(tenantId, id, () => this.hands.advanceByLeg(id));
  }

  private async answer(
    request: RawBodyRequest<Request>,
    response: Response,
    tenantId: string,
    id: string,
    make: (webhook: RawWebhook) => Promise<Document>,
  ): Promise<void> {
    const webhook = this.origin.prove(request);
    const document = await this.inTenant(tenantId, id, () => make(webhook));
    response.type(document.contentType).send(document.body);
  }

  private goOn(tenantId: string, id: string, work: () => Promise<void>): void {
    void this.inTenant(tenantId, id, work).catch((error: unknown) =>
      this.logger.warn('a transfer waits for the sweep', { id }, error),
    );
  }

  private inTenant<T>(tenantId: string, requestId: string, work: () => Promise<T>): Promise<T> {
    return runAsSystem({ name: 'twilio', tenantId, requestId }, work);
  }
}
