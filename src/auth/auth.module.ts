import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { Authenticator } from '../platform/access/authenticator.port';
import { GuestPasses } from '../platform/access/guest-passes.service';
import { AccountsModule } from '../tenants/accounts/accounts.module';
import { TenantsModule } from '../tenants/tenants.module';
import { AccessGuard } from './access/access.guard';
import { AccessWalk } from './access/access-walk.service';
import { CallerAuthenticator } from './access/caller-authenticator.service';
import { ApiKeyDoor } from './api-keys/api-key-door.service';
import { ApiKeysResolver } from './api-keys/api-keys.resolver';
import { ApiKeysService } from './api-keys/api-keys.service';
import { ExpiredRefreshTokens } from './sessions/expired-refresh-tokens.service';
import { MeResolver } from './sessions/me.resolver';
import { MeService } from './sessions/me.service';
import { RefreshTokens } from './sessions/refresh-tokens.service';
import { SessionsResolver } from './sessions/sessions.resolver';
import { SessionsService } from './sessions/sessions.service';
import { Standings } from './sessions/standing.service';
import { AccessTokenStrategy } from './tokens/access-token.strategy';
import { AccessTokens } from './tokens/access-tokens.service';
import { BearerTokens } from './tokens/bearer-tokens.service';
import { JwksController } from './tokens/jwks.controller';
import { SigningKeys } from './tokens/signing-keys';

/** Who is calling, and whether they may: tokens, sessions, API keys, and the guard before every handler. */
@Global()
@Module({
  imports: [DiscoveryModule, JwtModule.register({}), AccountsModule, TenantsModule],
  controllers: [JwksController],
  providers: [
    SigningKeys,
    AccessTokens,
    AccessTokenStrategy,
    BearerTokens,
    Standings,
    RefreshTokens,
    ExpiredRefreshTokens,
    SessionsService,
    SessionsResolver,
    MeService,
    MeResolver,
    ApiKeysService,
    ApiKeysResolver,
    ApiKeyDoor,
    AccessWalk,
    AccessGuard,
    GuestPasses,
    { provide: Authenticator, useClass: CallerAuthenticator },
    { provide: APP_GUARD, useExisting: AccessGuard },
  ],
  exports: [Authenticator],
})
export class AuthModule {}
