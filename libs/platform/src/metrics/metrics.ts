import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';

/** Prometheus metrics of this process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** `route` is the pattern, never the path: paths hold identifiers. */
  readonly requests = new Histogram({
    name: 'siku_http_request_duration_seconds',
    help: 'Duration of HTTP requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [this.registry],
  });

  readonly jobs = new Counter({
    name: 'siku_jobs_total',
    help: 'Jobs run by this process, by name and outcome (done, failed)',
    labelNames: ['name', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly jobSeconds = new Histogram({
    name: 'siku_job_duration_seconds',
    help: 'Duration of jobs run by this process',
    labelNames: ['name'] as const,
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200],
    registers: [this.registry],
  });

  constructor(database: Database) {
    collectDefaultMetrics({ register: this.registry });
    const connections = new Gauge({
      name: 'siku_database_connections',
      help: 'Database connections of this process: total, idle; waiting are requests for one',
      labelNames: ['state'] as const,
      registers: [this.registry],
      collect: () => {
        for (const [state, count] of Object.entries(database.connections)) connections.set({ state }, count);
      },
    });
  }
}
