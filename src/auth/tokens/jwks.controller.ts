import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../../platform/access/allow.decorator';
import { type PublicJwk, SigningKeys } from './signing-keys';

@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  /** The public keys of our access tokens (RFC 7517), so that others can check them without asking us. */
  @Get()
  @Public()
  @Header('Content-Type', 'application/jwk-set+json')
  @Header('Cache-Control', 'public, max-age=300')
  list(): { readonly keys: readonly PublicJwk[] } {
    return { keys: this.keys.published() };
  }
}
