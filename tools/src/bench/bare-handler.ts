import fastify from 'fastify';
import pg from 'pg';

/**
 * The yardstick of point reads, as a program: the bytes of a legal entity from one query, without any of what a platform does
 * beside that. Its argument is the database; it tells its parent the address, and ends with it.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
const app = fastify();
app.get<{ Params: { id: string } }>('/:id', async ({ params }, reply) => {
  const { rows } = await pool.query<{ text: string }>({
    text: `SELECT json_build_object('id', master_id, 'version', version, 'validFrom', valid_from, 'attributes', attributes)::text AS text
             FROM legal_entity.master_version WHERE master_id = $1`,
    values: [params.id],
  });
  return reply.type('application/json; charset=utf-8').send(rows[0]?.text);
});
process.send!(await app.listen({ port: 0, host: '127.0.0.1' }));
process.once('disconnect', () => process.exit());
