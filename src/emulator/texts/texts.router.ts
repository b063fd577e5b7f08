import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { TwilioAccount } from '../emulator.config';
import { incomingText } from './incoming-text';
import type { IncomingTexts } from './incoming-texts';
import { type TextBook, textEntry } from './text-book';

export interface TextsRouterParts {
  account: TwilioAccount;
  book: TextBook;
  incoming: IncomingTexts;
}

/** Texts under `/_emulator/texts`: GET lists those the program sent and those it was sent, POST has a person send one to the program. */
export function textsRouter({ account, book, incoming }: TextsRouterParts): Router {
  const router = express.Router();
  router.use(express.json({ limit: '64kb' }));
  router.get('/', (request: Request, response: Response) => {
    const to = typeof request.query['to'] === 'string' ? request.query['to'] : undefined;
    const texts = [...book.all()].filter((text) => to === undefined || text.request.to === to);
    const heard = incoming.all().filter(({ from }) => to === undefined || from === to);
    response.json({ emulator: true, total: texts.length, texts: texts.map(textEntry), incoming: heard });
  });
  router.post('/', async (request: Request, response: Response) => {
    const wanted = incomingText.safeParse(request.body ?? {});
    if (!wanted.success) {
      response.status(400).json({ emulator: true, error: z.prettifyError(wanted.error) });
      return;
    }
    response.json({ emulator: true, ...(await incoming.deliver(account, wanted.data)) });
  });
  return router;
}
