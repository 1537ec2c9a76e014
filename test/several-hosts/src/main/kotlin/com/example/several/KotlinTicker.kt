package com.example.several

import kotlin.concurrent.thread
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.springframework.messaging.simp.SimpMessagingTemplate
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component

const val TOP_LEVEL = "/topic/kotlin/constant"

fun SimpMessagingTemplate.shout(destination: String) = convertAndSend(destination, "tick")

object Shouts {
  fun all(template: SimpMessagingTemplate) = template.convertAndSend("/topic/kotlin/object", "tick")
}

@Component
class KotlinTicker(private val template: SimpMessagingTemplate, private val scope: CoroutineScope, private val rooms: List<String>) {
  private val destination = "/topic/kotlin/property"

  companion object {
    private const val INNER = "/topic/kotlin/companion"
  }

  @Scheduled(fixedRate = 1000) fun constant() = template.convertAndSend(TOP_LEVEL, "tick")

  @Scheduled(fixedRate = 1000) fun companion() = template.convertAndSend(INNER, "tick")

  @Scheduled(fixedRate = 1000) fun property() = template.convertAndSend(destination, "tick")

  @Scheduled(fixedRate = 1000) fun template() = rooms.forEach { template.convertAndSend("/topic/kotlin/$it/template", "tick") }

  @Scheduled(fixedRate = 1000)
  fun lambda() {
    thread { template.convertAndSend("/topic/kotlin/lambda", "tick") }
  }

  @Scheduled(fixedRate = 1000)
  fun classLambda() {
    thread(block = @JvmSerializableLambda { template.convertAndSend("/topic/kotlin/class", "tick") })
  }

  @Scheduled(fixedRate = 1000)
  fun coroutine() {
    scope.launch {
      delay(10)
      template.convertAndSend("/topic/kotlin/coroutine", "tick")
    }
  }

  @Scheduled(fixedRate = 1000)
  suspend fun suspending() {
    delay(10)
    template.convertAndSend("/topic/kotlin/suspending", "tick")
  }

  @Scheduled(fixedRate = 1000) fun extension() = template.shout("/topic/kotlin/extension")

  @Scheduled(fixedRate = 1000) fun objects() = Shouts.all(template)

  @Scheduled(fixedRate = 1000) fun byDefault() = send()

  private fun send(to: String = "/topic/kotlin/default", text: String = "tick") = template.convertAndSend(to, text)
}
