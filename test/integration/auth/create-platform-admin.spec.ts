import { createPlatformAdmin } from '../../../src/auth/create-platform-admin.command';
import { AuthApp, bearer, ME, PASSWORD } from './auth-app';

describe('creating a platform admin', () => {
  let api: AuthApp;

  beforeAll(async () => {
    api = await AuthApp.start();
  });

  afterAll(async () => api?.app.close());

  it('makes an account that can sign in to the platform', async () => {
    await createPlatformAdmin(api.app.config, 'Root@Callwright.test', PASSWORD);
    const session = await api.signIn('root@callwright.test');
    expect(session).toMatchObject({ tenantId: null, role: null });
    expect(await api.get('me', ME, {}, bearer(session.accessToken))).toMatchObject({ isPlatformAdmin: true });
  });

  it('gives an existing account the right and the new password, and ends its sessions', async () => {
    await api.company(await api.platformAdmin(), 'Acme Homes', 'olga@acme.test');
    const before = await api.signIn('olga@acme.test');
    await createPlatformAdmin(api.app.config, 'olga@acme.test', 'another good password');
    expect(await api.refresh(before.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await api.signIn('olga@acme.test')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await api.signIn('olga@acme.test', 'another good password')).toMatchObject({ tenantId: null });
  });

  it.each([
    ['no address', 'root', PASSWORD],
    ['a short password', 'root@callwright.test', 'short'],
  ])('refuses %s before it touches anything', async (_, email, password) => {
    await expect(createPlatformAdmin(api.app.config, email, password)).rejects.toThrow();
  });
});
