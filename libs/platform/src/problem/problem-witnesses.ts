import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

type Witness = (problem: Problem, request: FastifyRequest) => Promise<void> | undefined;

/** Those who are told of every problem of a request before it is answered, and waited for. Every filter that answers tells them. */
@Injectable()
export class ProblemWitnesses {
  private readonly witnesses: Witness[] = [];

  add(witness: Witness): void {
    this.witnesses.push(witness);
  }

  async tell(problem: Problem, request: FastifyRequest): Promise<void> {
    for (const witness of this.witnesses) await witness(problem, request);
  }
}
