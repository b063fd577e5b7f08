import { altairExpress } from 'altair-express-middleware';
import type { RequestHandler } from 'express';
import type { AppConfig } from '../config/config';

/** The playground, served from our own files: it needs no other host. */
export function playground(config: Pick<AppConfig, 'publicUrl'>): RequestHandler {
  const page = altairExpress({
    endpointURL: '/graphql',
    subscriptionsEndpoint: `${config.publicUrl.replace(/^http/, 'ws')}/graphql`,
    initialSubscriptionRequestHandlerId: 'graphql-ws',
    initialQuery:
      '# Sign in first, then put the access token into the Authorization header.\nquery {\n  __typename\n}\n',
    initialHeaders: { Authorization: 'Bearer ' },
  });
  // Its own Express application, of another version: called as a plain function it stays apart from ours.
  return (request, response) => {
    page(request, response);
  };
}

/** Somebody who opens `/graphql` in a browser is sent to the playground. */
export function redirectPeople(): RequestHandler {
  return (request, response, next) => {
    const wantsPage =
      request.method === 'GET' && !request.query['query'] && request.accepts(['json', 'html']) === 'html';
    if (wantsPage) response.redirect('/playground');
    else next();
  };
}
