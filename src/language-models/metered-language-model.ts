import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { failpoint } from '../platform/failpoints/failpoint';
import { Metrics } from '../platform/metrics/metrics';
import { costMicrosAtMost } from '../usage/pricing/model-cost';
import type { Reservation, WorstCase } from '../usage/reservation';
import { TokenBudgets } from '../usage/token-budgets.service';
import { TokenBudgetExhausted } from '../usage/usage.errors';
import { LanguageModelProvider } from './language-model-provider.port';
import { LanguageModel, type ModelAnswer, type ModelRequest } from './language-model.port';
import { ModelFailure, ModelUnavailable, type Spent } from './language-models.errors';

/** A reservation outlives the longest request twice over: one that expires has certainly lost its process. */
const HOLD_FACTOR = 2;

/**
 * Lets no answer pass that the budgets have no room for. What a request can cost at most is reserved before it is sent, and
 * what it did cost is settled after; a request whose end is unknown counts in full.
 */
@Injectable()
export class MeteredLanguageModel extends LanguageModel {
  private readonly logger = new Logger(MeteredLanguageModel.name);
  private readonly requests;
  private readonly replaced;
  private readonly refused;

  constructor(
    private readonly provider: LanguageModelProvider,
    private readonly budgets: TokenBudgets,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    super();
    this.requests = metrics.counter({
      name: 'language_model_requests_total',
      help: 'Questions to language models by how they ended: answered, or the reason of the failure.',
      labelNames: ['model', 'purpose', 'result'],
    });
    this.replaced = metrics.counter({
      name: 'language_model_requests_made_cheaper_total',
      help: 'Questions to the strong model that the fast one was asked because a budget was near its end.',
      labelNames: ['model', 'purpose'],
    });
    this.refused = metrics.counter({
      name: 'language_model_requests_refused_total',
      help: 'Questions that were not asked, by what had no room for them: a budget or a cap.',
      labelNames: ['purpose', 'refusing'],
    });
  }

  isConfigured(): boolean {
    return this.provider.isConfigured();
  }

  /** @throws TokenBudgetExhausted before anything is sent. */
  async complete(request: ModelRequest): Promise<ModelAnswer> {
    if (!this.isConfigured()) throw new ModelUnavailable({ spent: 'NOTHING', reason: 'not_configured' });
    const reservation = await this.reserve(request);
    const asked: ModelRequest = reservation.inPlaceOf ? { ...request, tier: 'FAST' } : request;
    const qualifies = request.purpose === 'ASSESSMENT';
    try {
      if (qualifies) await failpoint('qualify.reserved');
      const answer = await this.provider.complete(asked);
      if (qualifies) await failpoint('qualify.answered');
      await this.book(reservation, answer);
      this.count(asked, 'answered');
      return answer;
    } catch (error) {
      // Whatever is not a failure of the model itself is a fault of ours, at an unknown point.
      await this.book(reservation, error instanceof ModelFailure ? error.spent : 'UNKNOWN');
      this.count(asked, error instanceof ModelFailure ? error.constructor.name : 'fault');
      throw error;
    }
  }

  private async reserve(request: ModelRequest): Promise<Reservation> {
    const { purpose, attribution } = request;
    try {
      const reservation = await this.budgets.reserve({
        ...attribution,
        purpose,
        ...this.worstCaseOf(request),
        cheaper: this.worstCaseOf({ ...request, tier: 'FAST' }),
        holdMs: this.holdMs(request),
      });
      if (reservation.inPlaceOf) this.replaced.inc({ model: reservation.model, purpose });
      return reservation;
    } catch (error) {
      if (error instanceof TokenBudgetExhausted) this.refused.inc({ purpose, refusing: error.refusing });
      throw error;
    }
  }

  private worstCaseOf(request: ModelRequest): WorstCase {
    const model = this.provider.modelOf(request.tier);
    const tokens = this.provider.tokensAtMost(request);
    const from = this.clock.now();
    const until = new Date(from.getTime() + this.holdMs(request));
    const micros = costMicrosAtMost(model, tokens, { from, until });
    return { model, amount: tokens.promptTokens + tokens.outputTokens, micros };
  }

  private holdMs(request: ModelRequest): number {
    return this.provider.deadlineMs(request) * HOLD_FACTOR;
  }

  /** An answer that is here is not lost because the ledger is not: the reservation then expires and counts in full. */
  private async book(reservation: Reservation, spent: Spent): Promise<void> {
    try {
      if (spent === 'NOTHING') await this.budgets.release(reservation);
      else if (spent === 'UNKNOWN') await this.budgets.assume(reservation);
      else {
        const { model, usage, requestId: providerRequestId } = spent;
        await this.budgets.settle(reservation, { model, usage, ...(providerRequestId ? { providerRequestId } : {}) });
      }
    } catch (error) {
      this.logger.error('the cost of an answer was not booked', { reservationId: reservation.id }, error);
    }
  }

  private count(request: ModelRequest, result: string): void {
    this.requests.inc({ model: this.provider.modelOf(request.tier), purpose: request.purpose, result });
  }
}
