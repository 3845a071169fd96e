package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelFilesTest {
    @Test
    void formatIsTheExtensionWithOrWithoutGz() {
        assertThat(ModelFiles.formatOf(Path.of("a.b/alarm.bif"))).isEqualTo(ModelFormat.BIF);
        assertThat(ModelFiles.formatOf(Path.of("ALARM.BIF.GZ"))).isEqualTo(ModelFormat.BIF);
    }

    @Test
    void unknownExtensionListsTheKnownOnes() {
        assertThat(catchThrowableOfType(FormatException.class, () -> ModelFiles.read(Path.of("alarm.net"))))
                .hasMessageStartingWith("alarm.net: expected a name that ends in one of .bif")
                .hasMessageEndingWith("found another extension. Maybe name the format?");
    }
}
