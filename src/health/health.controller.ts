import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult } from '@nestjs/terminus';
import type { Response } from 'express';
import { Public } from '../platform/access/allow.decorator';
import { SweepHeartbeat } from '../platform/metrics/sweep-heartbeat';
import { HealthService } from './health.service';

/** Probes: 200 while the answer is `ok` or `degraded`, 503 otherwise. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly heartbeat: SweepHeartbeat,
  ) {}

  /** For people and dashboards: what readiness says. */
  @Get()
  @Public()
  @HealthCheck({ noCache: true })
  async overall(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    return told(response, await this.health.ready());
  }

  /** Restarts the process when it fails: it answers at all, and each sweep of a worker still moves. */
  @Get('live')
  @Public()
  @HealthCheck({ noCache: true })
  async live(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    return told(response, await this.health.live(this.heartbeat.stalled()));
  }

  /** Keeps traffic away while it fails, all life long. */
  @Get('ready')
  @Public()
  @HealthCheck({ noCache: true })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    return told(response, await this.health.ready());
  }

  /** Holds the other two back until it has succeeded once. */
  @Get('startup')
  @Public()
  @HealthCheck({ noCache: true })
  async startup(@Res({ passthrough: true }) response: Response): Promise<HealthCheckResult> {
    return told(response, await this.health.startup());
  }
}

function told(response: Response, result: HealthCheckResult): HealthCheckResult {
  const isServing = result.status === 'ok' || result.status === 'degraded';
  response.status(isServing ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
  return result;
}
