package io.distributedlab.week29;

import io.distributedlab.service.Service;
import io.distributedlab.service.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a service of this lab uses it: in its own schema, by its own role. */
final class Database {
  private Database() {}

  /** Connects as the role that has the name of the service. */
  static Pool open(Service service, int connections) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(connections))
        .connectingTo(
            PgConnectOptions.fromUri(service.backend("postgres")).setCachePreparedStatements(true))
        .using(service.vertx())
        .build();
  }

  static Future<RowSet<Row>> run(SqlClient client, String sql, @Nullable Object... parameters) {
    return client.preparedQuery(sql).execute(Tuple.from(parameters));
  }

  /** A row as JSON: its columns, times as text, nulls left out. */
  static JsonObject json(Row row) {
    var json = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      var value = row.getValue(i);
      if (value != null) {
        json.put(row.getColumnName(i), plain(value));
      }
    }
    return json;
  }

  static JsonArray array(RowSet<Row> rows) {
    return new JsonArray(
        StreamSupport.stream(rows.spliterator(), false).map(Database::json).toList());
  }

  /** The only row as JSON; a 404 problem when there is none. */
  static JsonObject only(RowSet<Row> rows, String what) {
    if (rows.size() == 0) {
      throw Problem.notFound("there is no " + what);
    }
    return json(rows.iterator().next());
  }

  private static Object plain(Object value) {
    return value instanceof UUID || value instanceof OffsetDateTime ? value.toString() : value;
  }
}
