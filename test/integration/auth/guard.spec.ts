import { Controller, Get, Module } from '@nestjs/common';
import { Field, ObjectType, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Allow, Public } from '../../../src/platform/access/allow.decorator';
import { AccessWalk } from '../../../src/auth/access/access-walk.service';
import { findContext } from '../../../src/platform/context/request-context';
import { AuthApp, bearer, CREATE_KEY, type Proof } from './auth-app';

@ObjectType('Probe', { description: 'Who the handler took the caller for.' })
class ProbeModel {
  @Field(() => String, { description: 'The tenant.' })
  tenantId!: string;

  @Field(() => String, { description: 'The kind of actor.' })
  actor!: string;
}

const whoIs = (): ProbeModel => ({ tenantId: findContext()?.tenantId ?? '', actor: findContext()?.actor?.kind ?? '' });

@Resolver(() => ProbeModel)
class ProbeResolver {
  @Allow('OPERATOR', 'leads:read')
  @Query(() => ProbeModel, { description: 'For operators.' })
  operatorProbe(): ProbeModel {
    return whoIs();
  }

  @Allow('VIEWER')
  @Query(() => ProbeModel, { description: 'For viewers.' })
  viewerProbe(): ProbeModel {
    return whoIs();
  }

  @Allow('OPERATOR', 'leads:read')
  @Subscription(() => String, { description: 'For operators.', resolve: (value: string) => value })
  async *operatorNews(): AsyncGenerator<string> {
    yield `${findContext()?.tenantId} ${findContext()?.actor?.kind}`;
  }

  @ResolveField(() => String, { description: 'A field below the root.' })
  below(): string {
    return 'below';
  }
}

@Controller('probe')
class ProbeController {
  @Allow('OPERATOR', 'leads:read')
  @Get('operator')
  operator(): ProbeModel {
    return whoIs();
  }

  @Public()
  @Get('public')
  public(): ProbeModel {
    return whoIs();
  }
}

@Module({ providers: [ProbeResolver], controllers: [ProbeController] })
class ProbeModule {}

@Controller('open')
class UnguardedController {
  @Get()
  read(): string {
    return 'open';
  }
}

@Module({ controllers: [UnguardedController] })
class UnguardedModule {}

describe('the guard before every handler', () => {
  let api: AuthApp;
  let acme: string;
  let beta: string;
  let owner: Proof;
  let other: Proof;
  let otherMachine: Proof;
  let viewer: Proof;
  let operator: Proof;
  let machine: Proof;

  beforeAll(async () => {
    api = await AuthApp.start([ProbeModule]);
    const admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
    beta = await api.company(admin, 'Beta Dental', 'otto@beta.test');
    owner = await api.proofOf('olga@acme.test');
    other = await api.proofOf('otto@beta.test');
    await api.member(owner, 'vera@acme.test', 'VIEWER');
    await api.member(owner, 'oren@acme.test', 'OPERATOR');
    viewer = await api.proofOf('vera@acme.test');
    operator = await api.proofOf('oren@acme.test');
    machine = await machineOf(owner);
    otherMachine = await machineOf(other);
  });

  async function machineOf(proof: Proof): Promise<Proof> {
    const input = { name: 'Site', scopes: ['leads:read'] };
    const { secret } = await api.get<{ secret: string }>('createApiKey', CREATE_KEY, { input }, proof);
    return { 'x-api-key': secret };
  }

  afterAll(async () => api?.app.close());

  const rest = async (path: string, proof: Proof = {}): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${api.app.url}/probe/${path}`, { headers: proof });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('fills the context of a GraphQL operation, for every root field, and lets fields below pass', async () => {
    const query = '{ operatorProbe { tenantId actor below } viewerProbe { tenantId actor below } }';
    const probe = { tenantId: acme, actor: 'MEMBER', below: 'below' };
    expect((await api.ask(query, {}, owner)).data).toEqual({ operatorProbe: probe, viewerProbe: probe });
  });

  it('decides each root field by its own rule', async () => {
    const answer = await api.ask('{ one: viewerProbe { actor } }', {}, viewer);
    expect(answer.errors).toBeUndefined();
    const refused = await api.ask('{ viewerProbe { actor } operatorProbe { actor } }', {}, viewer);
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['a viewer', () => viewer, 403],
    ['an operator', () => operator, 200],
    ['an owner', () => owner, 200],
    ['a machine with the scope', () => machine, 200],
    ['a stranger', () => ({}), 401],
    ['a forged token', () => bearer('a.b.c'), 401],
  ])('gives %s the same verdict on a route as on a field', async (_, proof, status) => {
    expect((await rest('operator', proof())).status).toBe(status);
    const code = await api.codeOf('{ operatorProbe { actor } }', {}, proof());
    expect(code).toBe({ 200: undefined, 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN' }[status]);
  });

  it('fills the context of a route', async () => {
    expect(await rest('operator', machine)).toEqual({ status: 200, body: { tenantId: acme, actor: 'API_KEY' } });
  });

  it('puts each caller into their own company, also when they call at once', async () => {
    const callers = [
      [owner, acme, 'MEMBER'],
      [other, beta, 'MEMBER'],
      [machine, acme, 'API_KEY'],
      [otherMachine, beta, 'API_KEY'],
    ] as const;
    await Promise.all(
      callers.map(async ([proof, tenantId, actor]) => {
        expect((await rest('operator', proof)).body).toEqual({ tenantId, actor });
        const answer = await api.ask('{ operatorProbe { tenantId actor } }', {}, proof);
        expect(answer.data).toEqual({ operatorProbe: { tenantId, actor } });
      }),
    );
  });

  it('answers problem documents on routes', async () => {
    expect(await rest('operator')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await rest('operator', viewer)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it('does not look at proofs where it is public', async () => {
    expect(await rest('public', bearer('a.b.c'))).toEqual({ status: 200, body: { tenantId: '', actor: '' } });
  });

  it.each([
    ['an operator', () => operator, () => ({ data: { operatorNews: `${acme} MEMBER` } })],
    ['an owner of another company', () => other, () => ({ data: { operatorNews: `${beta} MEMBER` } })],
    ['a machine with the scope', () => machine, () => ({ data: { operatorNews: `${acme} API_KEY` } })],
    [
      'a viewer',
      () => viewer,
      () => ({
        errors: [expect.objectContaining({ extensions: { code: 'FORBIDDEN', requestId: expect.anything() } })],
      }),
    ],
  ])('gives %s the same verdict on a subscription', async (_, proof, expected) => {
    const client = createClient({
      url: `${api.app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: proof(),
      retryAttempts: 0,
    });
    const answers: (FormattedExecutionResult | object)[] = [];
    try {
      for await (const answer of client.iterate({ query: 'subscription { operatorNews }' })) answers.push(answer);
    } catch (refusal) {
      answers.push({ errors: refusal });
    } finally {
      await client.dispose();
    }
    expect(answers).toEqual([expected()]);
  });

  it('keeps shut what has no rule, should it ever be reached', async () => {
    // The start-up check below is what normally finds it; here it is silenced.
    const walk = jest.spyOn(AccessWalk.prototype, 'onApplicationBootstrap').mockReturnValue(undefined);
    const careless = await AuthApp.start([UnguardedModule]);
    try {
      for (const headers of [{}, owner]) {
        expect((await fetch(`${careless.app.url}/open`, { headers })).status).toBe(403);
      }
    } finally {
      walk.mockRestore();
      await careless.app.close();
    }
  });

  it('does not let the program start with a handler that is neither allowed nor public', async () => {
    const walk = jest.spyOn(AccessWalk.prototype, 'onApplicationBootstrap').mockReturnValue(undefined);
    const careless = await AuthApp.start([UnguardedModule]);
    walk.mockRestore();
    try {
      expect(() => careless.app.get(AccessWalk).onApplicationBootstrap()).toThrow(
        'Neither allowed nor public: Route GET /open (UnguardedController.read).',
      );
    } finally {
      await careless.app.close();
    }
  });
});
