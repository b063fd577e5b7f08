import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/allow.decorator';
import { type CallerContext, callerAddress } from '../../tenants/accounts/caller-address';
import { InvalidCredentials } from '../../tenants/tenants.refusals';
import { RefreshTokenArgs, SignInArgs } from './session.args';
import { RefreshSessionResult, SessionModel, SignInResult } from './session.model';
import { SessionEnded } from './sessions.refusals';
import { SessionsService } from './sessions.service';

@Resolver()
export class SessionsResolver {
  constructor(private readonly sessions: SessionsService) {}

  @Public()
  @Mutation(() => SignInResult, { description: 'Signs in by email and password. Too many failures: RATE_LIMITED.' })
  async signIn(
    @Args() { email, password, tenantId }: SignInArgs,
    @Context() context: CallerContext,
  ): Promise<SignInResult> {
    const session = await this.sessions.signIn({ email, password, tenantId, address: callerAddress(context) });
    return session instanceof InvalidCredentials ? session : SessionModel.of(session);
  }

  @Public()
  @Mutation(() => RefreshSessionResult, {
    description: 'A new pair of tokens. Each refresh token works once; using one again ends the session for everybody.',
  })
  async refreshSession(@Args() { refreshToken }: RefreshTokenArgs): Promise<RefreshSessionResult> {
    const session = await this.sessions.refresh(refreshToken);
    return session instanceof SessionEnded ? session : SessionModel.of(session);
  }

  @Public()
  @Mutation(() => Boolean, {
    description: 'Ends the session: its refresh token at once, its access tokens within 5 seconds. Always true.',
  })
  async signOut(@Args() { refreshToken }: RefreshTokenArgs): Promise<boolean> {
    await this.sessions.signOut(refreshToken);
    return true;
  }
}
