import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { TwilioAccount } from '../emulator.config';
import type { WebhookSender } from '../twilio/webhook-sender';
import { deliverText, incomingText } from './incoming-text';
import { type TextBook, textEntry } from './text-book';

export interface TextsRouterParts {
  account: TwilioAccount;
  book: TextBook;
  sender: WebhookSender;
}

/** Texts under `/_emulator/texts`: GET lists those the program sent, POST has a person send one to the program. */
export function textsRouter({ account, book, sender }: TextsRouterParts): Router {
  const router = express.Router();
  router.use(express.json({ limit: '64kb' }));
  router.get('/', (request: Request, response: Response) => {
    const to = typeof request.query['to'] === 'string' ? request.query['to'] : undefined;
    const texts = [...book.all()].filter((text) => to === undefined || text.request.to === to);
    response.json({ emulator: true, total: texts.length, texts: texts.map(textEntry) });
  });
  router.post('/', async (request: Request, response: Response) => {
    const wanted = incomingText.safeParse(request.body ?? {});
    if (!wanted.success) {
      response.status(400).json({ emulator: true, error: z.prettifyError(wanted.error) });
      return;
    }
    response.json({ emulator: true, ...(await deliverText(sender, account, wanted.data)) });
  });
  return router;
}
