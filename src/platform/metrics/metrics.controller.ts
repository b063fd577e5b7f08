import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../access/allow.decorator';
import { credentialsFrom, type HeaderBag } from '../access/credentials';
import { AppConfig } from '../config/config';
import { Unauthenticated } from '../errors/domain-error';
import { Metrics } from './metrics';

@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  /** Prometheus text. Open unless a metrics token is configured; then it wants `Authorization: Bearer <token>`. */
  @Get()
  @Public()
  async scrape(@Headers() headers: HeaderBag, @Res() response: Response): Promise<void> {
    const token = this.config.metricsToken;
    if (token && !sameSecret(credentialsFrom(headers).bearer ?? '', token)) throw new Unauthenticated();
    const { contentType, body } = await this.metrics.text();
    response.type(contentType).send(body);
  }
}

/** Constant time whatever the lengths: digests are compared. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
