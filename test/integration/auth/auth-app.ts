import type { ModuleMetadata } from '@nestjs/common';
import { AuthModule } from '../../../src/auth/auth.module';
import type { Role } from '../../../src/platform/access/role';
import { PlatformGraphqlModule } from '../../../src/platform/graphql/platform-graphql.module';
import { AccountsService } from '../../../src/tenants/accounts/accounts.service';
import { TenantsModule } from '../../../src/tenants/tenants.module';
import { startTestApp, type TestApp } from '../../support/test-app';

export const PASSWORD = 'a correct horse battery';

export interface Answer {
  readonly status: number;
  readonly data?: Record<string, never> | null;
  readonly errors?: { message: string; extensions: { code: string; field?: string; retryAfterSeconds?: number } }[];
}

/** Proof of identity as headers. */
export type Proof = Record<string, string>;

export interface SessionAnswer {
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
  refreshExpiresAt: string;
  tenantId: string | null;
  role: Role | null;
  __typename: string;
  code?: string;
}

/** The rooms of identity with their API, and shorthands for the people of a test. */
export class AuthApp {
  private constructor(readonly app: TestApp) {}

  static async start(imports: ModuleMetadata['imports'] = [], env: Record<string, string> = {}): Promise<AuthApp> {
    return new AuthApp(
      await startTestApp({
        imports: [PlatformGraphqlModule, TenantsModule, AuthModule, ...(imports ?? [])],
        env,
        listen: true,
      }),
    );
  }

  async ask(query: string, variables: object = {}, proof: Proof = {}): Promise<Answer> {
    const response = await fetch(`${this.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...proof },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /** The named root field of an operation that must not fail. */
  async get<T>(field: string, query: string, variables: object = {}, proof: Proof = {}): Promise<T> {
    const answer = await this.ask(query, variables, proof);
    if (answer.errors) throw new Error(`${field}: ${JSON.stringify(answer.errors)}`);
    return answer.data?.[field] as T;
  }

  /** The code of the error an operation must end with. */
  async codeOf(query: string, variables: object = {}, proof: Proof = {}): Promise<string | undefined> {
    return (await this.ask(query, variables, proof)).errors?.[0]?.extensions.code;
  }

  async signIn(email: string, password = PASSWORD, tenantId?: string): Promise<SessionAnswer> {
    return this.get('signIn', SIGN_IN, { email, password, tenantId });
  }

  async refresh(refreshToken: string): Promise<SessionAnswer> {
    return this.get('refreshSession', REFRESH, { refreshToken });
  }

  async proofOf(email: string, tenantId?: string): Promise<Proof> {
    return bearer((await this.signIn(email, PASSWORD, tenantId)).accessToken);
  }

  async platformAdmin(email = 'root@callwright.test'): Promise<Proof> {
    await this.app.get(AccountsService).savePlatformAdmin(email, PASSWORD);
    return this.proofOf(email);
  }

  /** A company with one owner, through the API. */
  async company(admin: Proof, name: string, ownerEmail: string): Promise<string> {
    const input = { name, ownerEmail, ownerPassword: PASSWORD, ownerName: 'Olga Owner' };
    return (await this.get<{ id: string }>('createTenant', CREATE_TENANT, { input }, admin)).id;
  }

  /** Invites and lets in; answers the user id. */
  async member(owner: Proof, email: string, role: Role): Promise<string> {
    const { token } = await this.get<{ token: string }>('inviteMember', INVITE, { email, role }, owner);
    return (await this.get<{ userId: string }>('acceptInvitation', ACCEPT, { token, password: PASSWORD })).userId;
  }
}

export function bearer(token: string): Proof {
  return { authorization: `Bearer ${token}` };
}

export const SIGN_IN = `mutation ($email: String!, $password: String!, $tenantId: ID) {
  signIn(email: $email, password: $password, tenantId: $tenantId) {
    __typename
    ... on Session { accessToken refreshToken expiresAt refreshExpiresAt tenantId role }
    ... on Refusal { code message }
  }
}`;
export const REFRESH = `mutation ($refreshToken: String!) {
  refreshSession(refreshToken: $refreshToken) {
    __typename
    ... on Session { accessToken refreshToken expiresAt refreshExpiresAt tenantId role }
    ... on Refusal { code message }
  }
}`;
export const SIGN_OUT = 'mutation ($refreshToken: String!) { signOut(refreshToken: $refreshToken) }';
export const ME = '{ me { id email isPlatformAdmin tenantId role memberships { tenantId tenantName role } } }';
export const TENANT = '{ tenant { id name status slug } }';
export const CREATE_TENANT = `mutation ($input: CreateTenantInput!) {
  createTenant(input: $input) { __typename ... on Tenant { id slug defaultCountry } ... on Refusal { code message } }
}`;
export const INVITE = `mutation ($email: String!, $role: Role!) {
  inviteMember(email: $email, role: $role) { __typename ... on Invitation { token expiresAt } ... on Refusal { code } }
}`;
export const ACCEPT = `mutation ($token: String!, $password: String!, $name: String) {
  acceptInvitation(token: $token, password: $password, name: $name) {
    __typename ... on Member { userId role email name } ... on Refusal { code }
  }
}`;
export const CHANGE_ROLE = `mutation ($userId: ID!, $role: Role!) {
  changeMemberRole(userId: $userId, role: $role) { __typename ... on Member { role } ... on Refusal { code message } }
}`;
export const REMOVE = `mutation ($userId: ID!) {
  removeMember(userId: $userId) { __typename ... on Member { userId } ... on Refusal { code message } }
}`;
export const MEMBERS = '{ members { totalCount nodes { userId email role } } }';
export const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id name prefix scopes expiresAt lastUsedAt } }
}`;
export const ROTATE_KEY = `mutation ($id: ID!, $graceHours: Int) {
  rotateApiKey(id: $id, graceHours: $graceHours) {
    __typename ... on IssuedApiKey { secret apiKey { id scopes } } ... on Refusal { code }
  }
}`;
export const REVOKE_KEY = 'mutation ($id: ID!) { revokeApiKey(id: $id) { id revokedAt } }';
export const API_KEYS = '{ apiKeys { totalCount nodes { id name scopes lastUsedAt expiresAt revokedAt replacedBy } } }';
