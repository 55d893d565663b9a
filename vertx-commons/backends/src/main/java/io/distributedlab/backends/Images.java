package io.distributedlab.backends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The container images that a lab may need, as {@code compose/images.yml} pins them. */
public final class Images {
  private Images() {}

  /** The image of a service of that file. */
  public static String of(String service) throws IOException {
    try (var pins = Images.class.getResourceAsStream("/compose/images.yml")) {
      if (pins == null) {
        throw new IOException("compose/images.yml was not there when this was built");
      }
      var text = new String(pins.readAllBytes(), StandardCharsets.UTF_8);
      var pin = Pattern.compile("(?m)^  " + service + ":\\R    image: (\\S+)$").matcher(text);
      if (!pin.find()) {
        throw new IOException("compose/images.yml has no image of " + service);
      }
      return pin.group(1);
    }
  }
}
