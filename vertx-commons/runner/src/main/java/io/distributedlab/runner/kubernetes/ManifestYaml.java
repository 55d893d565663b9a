package io.distributedlab.runner.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Manifests as text: YAML documents, each after a line {@code ---}. */
public final class ManifestYaml {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Secret", Secret.class,
          "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class);

  private static final ObjectMapper MODEL =
      JsonMapper.builder()
          .annotationIntrospector(new NoUnknownFields())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private ManifestYaml() {}

  static String write(List<HasMetadata> objects) {
    var options = new DumperOptions();
    options.setExplicitStart(true);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    var documents =
        objects.stream().map(object -> (Object) MODEL.convertValue(object, Map.class)).toList();
    return new Yaml(new Quoting(options), options).dumpAll(documents.iterator());
  }

  /**
   * Reads manifests of the kinds that labs have.
   *
   * @throws IOException when a field is unknown, stands twice or has another type, or a kind is not
   *     one of them
   */
  public static List<HasMetadata> read(String yaml) throws IOException {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var objects = new ArrayList<HasMetadata>();
    try {
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
        objects.add(typed(document));
      }
    } catch (YAMLException e) {
      throw new IOException(e.getMessage(), e);
    }
    return objects;
  }

  private static HasMetadata typed(Object document) throws IOException {
    var tree = MODEL.valueToTree(document);
    var kind = tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IOException("labs have no object of the kind " + kind);
    }
    return MODEL.treeToValue(tree, type);
  }

  /** The model keeps fields that it does not know; here they are mistakes. */
  private static final class NoUnknownFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  /** Quotes what one version of YAML takes for text, and another for a number or a boolean. */
  private static final class Quoting extends Representer {
    private static final Pattern AMBIGUOUS = Pattern.compile("(?s)[-+.]?[0-9].*|[yYnN]");

    Quoting(DumperOptions options) {
      super(options);
      var asUsual = Objects.requireNonNull(representers.get(String.class));
      representers.put(
          String.class,
          text ->
              AMBIGUOUS.matcher(text.toString()).matches()
                  ? representScalar(
                      Tag.STR, text.toString(), DumperOptions.ScalarStyle.DOUBLE_QUOTED)
                  : asUsual.representData(text));
    }
  }
}
