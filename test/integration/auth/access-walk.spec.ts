import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../../src/app.module';
import { type Operation, renderAccessTable } from '../../../src/auth/access/access-table';
import { AccessWalk } from '../../../src/auth/access/access-walk.service';
import { configureHttp } from '../../../src/platform/http/configure-http';
import { testConfig } from '../../support/test-config';
import { type ClonedDatabase, cloneDatabase, redisNamespace } from '../../support/test-services';

const DOCUMENT = join(__dirname, '../../../docs/access.md');
const MARK = '<!-- everything below is written by the test -->';

interface RouterLayer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** The whole program, walked: what its schema and its router offer, and the rule of each. */
describe('the access table', () => {
  let database: ClonedDatabase;
  let app: NestExpressApplication;
  let operations: readonly Operation[];

  beforeAll(async () => {
    database = await cloneDatabase();
    // An api process: it serves every operation, and neither relays nor dials in the background.
    const config = testConfig(database, redisNamespace(), { ROLE: 'api' });
    const module = await Test.createTestingModule({ imports: [AppModule.with(config)] }).compile();
    app = module.createNestApplication<NestExpressApplication>({ rawBody: true, bodyParser: false });
    configureHttp(app);
    await app.init();
    operations = app.get(AccessWalk, { strict: false }).operations();
  });

  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  it('has a rule for every operation', () => {
    expect(operations.filter(({ rule }) => !rule).map(({ handler }) => handler)).toEqual([]);
  });

  it('misses no root field of the schema', () => {
    const { schema } = app.get(GraphQLSchemaHost, { strict: false });
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const offered = roots.flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name} ${field}`),
    );
    const walked = operations.filter(({ kind }) => kind !== 'Route').map(({ kind, name }) => `${kind} ${name}`);
    expect(walked.sort()).toEqual(offered.sort());
  });

  it('misses no route of the HTTP server', () => {
    const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly RouterLayer[] } };
    const offered = router.stack.flatMap(({ route }) => {
      if (!route) return [];
      return Object.keys(route.methods).map((method) => `${method.replace('_', '').toUpperCase()} ${route.path}`);
    });
    const walked = operations.filter(({ kind }) => kind === 'Route').map(({ name }) => name);
    expect(walked.sort()).toEqual(offered.sort());
  });

  it('is the one that is committed', () => {
    const committed = readFileSync(DOCUMENT, 'utf8');
    const [intro = ''] = committed.split(MARK);
    const present = `${intro}${MARK}\n\n${renderAccessTable(operations)}\n`;
    if (process.env['UPDATE_ACCESS_TABLE'] === '1') writeFileSync(DOCUMENT, present);
    else expect(committed).toBe(present);
  });
});
